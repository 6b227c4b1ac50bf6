package dev.orch.oozie.client;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Says which version of Oozie's protocol it speaks, and fails at everything else. */
final class StrangeServer implements Closeable {
  /** How it fails. */
  enum Answer {
    SILENCE(""),
    /** Closes once it has read the head of the request. */
    BREAK(""),
    UNAUTHORIZED("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n"),
    TROUBLE("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n"),
    PAGE("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 6\r\n\r\n<html>");

    private final String text;

    Answer(String text) {
      this.text = text;
    }
  }

  private static final String VERSIONS =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n"
          + "Connection: close\r\n\r\n[0,1,2]";

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> silent = new CopyOnWriteArrayList<>();
  private volatile Answer answer = Answer.SILENCE;

  StrangeServer() throws IOException {
    Thread thread = new Thread(this::serve, "orch-test-strange-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/oozie");
  }

  void answer(Answer next) {
    answer = next;
  }

  /** How many requests of this method came, those for the version apart. */
  long requests(String method) {
    return requests.stream().filter(line -> line.startsWith(method + " ")).count();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        serve(server.accept());
      } catch (IOException e) {
        // The client went away, or this server ends.
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    String request = reader.readLine();
    for (String line = request; line != null && !line.isEmpty(); line = reader.readLine()) {}
    if (request != null && request.contains("/versions")) {
      send(socket, VERSIONS);
      return;
    }
    requests.add(String.valueOf(request));
    if (answer == Answer.SILENCE) {
      silent.add(socket);
    } else {
      send(socket, answer.text.replaceFirst("\r\nContent-Length", "\r\nConnection: close$0"));
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    try (socket) {
      String whole = text.isEmpty() || text.contains("\r\n\r\n") ? text : text + "\r\n";
      socket.getOutputStream().write(whole.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : silent) {
      socket.close();
    }
  }
}
