package dev.orch.cli.oozie;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A server that says which version of Oozie's protocol it speaks, and lets nobody in. */
final class ClosedServer implements AutoCloseable {
  private static final byte[] VERSIONS = "[0,1,2]".getBytes(StandardCharsets.UTF_8);
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

  ClosedServer() throws IOException {
    server.createContext(
        "/",
        call -> {
          boolean open = call.getRequestURI().getPath().endsWith("/versions");
          call.getResponseHeaders().set("Content-Type", "application/json");
          call.sendResponseHeaders(open ? OK : UNAUTHORIZED, open ? VERSIONS.length : -1);
          if (open) {
            call.getResponseBody().write(VERSIONS);
          }
          call.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/oozie";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
