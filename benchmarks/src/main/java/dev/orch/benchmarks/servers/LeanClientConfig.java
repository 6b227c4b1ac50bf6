package dev.orch.benchmarks.servers;

import org.apache.zookeeper.client.ZKClientConfig;

/**
 * Without TLS and SASL, the classes of which cost a plain client 150 ms at its start: floors are to
 * be as low as they can be.
 */
final class LeanClientConfig extends ZKClientConfig {
  LeanClientConfig() {
    setProperty(ENABLE_CLIENT_SASL_KEY, "false");
  }

  @Override
  protected void handleBackwardCompatibility() {}
}
