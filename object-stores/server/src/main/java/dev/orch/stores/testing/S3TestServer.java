package dev.orch.stores.testing;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/**
 * Speaks S3 on loopback, objects in memory, until its standard input ends, so that it never
 * outlives whoever started it. There is one bucket. When it answers, it prints one line: {@code
 * READY} and its port, separated by a tab.
 */
public final class S3TestServer {
  private S3TestServer() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    PrintStream ready = System.out;
    System.setOut(System.err);
    BlobStore objects = BlobStores.create("transient-nio2", new Properties());
    objects.createContainer(S3Process.BUCKET);
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(
                AuthenticationType.AWS_V2_OR_V4, S3Process.ACCESS_KEY, S3Process.SECRET_KEY)
            .build();
    server.start();
    ready.println("READY\t" + server.getPort());
    ready.flush();
    System.in.transferTo(OutputStream.nullOutputStream());
    server.stop();
    // Its libraries leave threads behind that are no daemons.
    System.exit(0);
  }
}
