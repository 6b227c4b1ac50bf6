package dev.orch.zookeeper.connection;

import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ZKConfig;

/**
 * How the ZooKeeper client is set up. The parts that cost at start or may hang are left out where
 * they are not asked for: the default set-up initialises TLS (150 ms and more) and looks the
 * server's canonical name up for SASL (10 s where DNS does not answer).
 */
final class ClientConfigs {
  private ClientConfigs() {}

  static ZKClientConfig ofProcess() {
    boolean tls = Boolean.getBoolean(ZKClientConfig.SECURE_CLIENT);
    boolean sasl =
        System.getProperty("java.security.auth.login.config") != null
            && !"false".equals(System.getProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY));
    ZKClientConfig config = tls || sasl ? new ZKClientConfig() : new LeanConfig();
    config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, Boolean.toString(sasl));
    return config;
  }

  private static final class LeanConfig extends ZKClientConfig {
    /** The inherited one loads the classes of TLS just to name its properties. */
    @Override
    protected void handleBackwardCompatibility() {
      String maxBuffer = System.getProperty(ZKConfig.JUTE_MAXBUFFER);
      if (maxBuffer != null) {
        setProperty(ZKConfig.JUTE_MAXBUFFER, maxBuffer);
      }
    }
  }
}
