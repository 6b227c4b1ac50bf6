package dev.orch.oozie.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.hadoop.minikdc.MiniKdc;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.client.KrbClient;
import org.apache.kerby.kerberos.kerb.crypto.EncryptionHandler;
import org.apache.kerby.kerberos.kerb.keytab.Keytab;
import org.apache.kerby.kerberos.kerb.keytab.KeytabEntry;
import org.apache.kerby.kerberos.kerb.type.KerberosTime;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionType;
import org.apache.kerby.kerberos.kerb.type.base.PrincipalName;

/**
 * Runs a KDC on loopback until its standard input ends, with the principals of {@link KdcProcess}
 * and a keytab for each. Its argument is the directory for these; when it answers, it prints one
 * line: {@code READY} and its port, separated by a tab.
 */
public final class KdcTestServer {
  private static final int USAGE = 2;
  private static final int FAILED = 1;

  private KdcTestServer() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 1) {
      System.err.println("usage: KdcTestServer DIRECTORY");
      System.exit(USAGE);
    }
    PrintStream ready = System.out;
    System.setOut(System.err);
    try {
      run(Path.of(arguments[0]), ready);
      System.exit(0);
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(FAILED);
    }
  }

  private static void run(Path directory, PrintStream ready) throws Exception {
    Properties settings = MiniKdc.createConf();
    settings.setProperty(MiniKdc.ORG_NAME, "ORCH");
    settings.setProperty(MiniKdc.ORG_DOMAIN, "TEST");
    settings.setProperty(MiniKdc.KDC_BIND_ADDRESS, "127.0.0.1");
    // Who asks for a ticket of seconds gets one.
    settings.setProperty(MiniKdc.MIN_TICKET_LIFETIME, "1");
    MiniKdc kdc = new MiniKdc(settings, directory.toFile());
    kdc.start();
    try {
      for (String user : KdcProcess.USERS) {
        kdc.createPrincipal(keytab(directory, user), user);
      }
      kdc.createPrincipal(
          keytab(directory, KdcProcess.SERVERS),
          withoutRealm(KdcProcess.SERVER),
          withoutRealm(KdcProcess.HTTP));
      writeFalseKeys(directory.resolve(KdcProcess.FALSE_KEYS + ".keytab").toFile());
      fillCache(kdc.getPort(), directory);
      ready.println("READY\t" + kdc.getPort());
      ready.flush();
      System.in.transferTo(OutputStream.nullOutputStream());
    } finally {
      kdc.stop();
    }
  }

  /** One whose principal has another key by now, and one of a principal that there is not. */
  private static void writeFalseKeys(File file) throws KrbException, IOException {
    Keytab keytab = new Keytab();
    for (String name : List.of(KdcProcess.USERS.get(0), KdcProcess.UNKNOWN)) {
      String principal = name + "@" + KdcProcess.REALM;
      keytab.addEntry(
          new KeytabEntry(
              new PrincipalName(principal),
              KerberosTime.now(),
              1,
              EncryptionHandler.string2Key(
                  principal, "none of it", EncryptionType.AES128_CTS_HMAC_SHA1_96)));
    }
    keytab.store(file);
  }

  /** As kinit does it for whoever sits at a terminal. */
  private static void fillCache(int port, Path directory) throws KrbException {
    KrbClient client = new KrbClient();
    client.setKdcHost("127.0.0.1");
    client.setKdcRealm(KdcProcess.REALM);
    client.setAllowUdp(false);
    client.setKdcTcpPort(port);
    client.init();
    String user = KdcProcess.USERS.get(0);
    client.storeTicket(
        client.requestTgt(user + "@" + KdcProcess.REALM, keytab(directory, user)),
        directory.resolve(KdcProcess.CACHE).toFile());
  }

  private static File keytab(Path directory, String name) {
    return directory.resolve(name + ".keytab").toFile();
  }

  private static String withoutRealm(String principal) {
    return principal.substring(0, principal.indexOf('@'));
  }
}
