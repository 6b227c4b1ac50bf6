package dev.orch.benchmarks.servers;

import java.io.IOException;

/** What a server was asked and what that cost it, on the average of several spans of time. */
public final class ServerLoad {
  private final ServerProcess server;
  private long spans;
  private long packets;
  private long packetsSent;
  private long cpuMicros;
  private long bytes;
  private long packetsBefore;
  private long sentBefore;
  private long cpuBefore;
  private long bytesBefore;

  public ServerLoad(ServerProcess server) {
    this.server = server;
  }

  /** A span begins. */
  public void begin() throws IOException {
    cpuBefore = ProcessFigures.cpuMicros(server.pid());
    packetsBefore = received();
    sentBefore = sent();
    bytesBefore = ProcessFigures.loopbackBytes();
  }

  /** It ends. */
  public void end() throws IOException {
    bytes += ProcessFigures.loopbackBytes() - bytesBefore;
    packets += received() - packetsBefore;
    packetsSent += sent() - sentBefore;
    cpuMicros += ProcessFigures.cpuMicros(server.pid()) - cpuBefore;
    spans++;
  }

  private long received() throws IOException {
    return server.number("zk_packets_received");
  }

  private long sent() throws IOException {
    return server.number("zk_packets_sent");
  }

  /** How many packets it sent, per span: answers, and what watches tell. */
  public double packetsSent() {
    return packetsSent / (double) Math.max(1, spans);
  }

  /** How many packets it received, per span. */
  public double packets() {
    return packets / (double) Math.max(1, spans);
  }

  /** How long a processor worked for it, per span, in microseconds. */
  public double cpuMicros() {
    return cpuMicros / (double) Math.max(1, spans);
  }

  /** How many bytes went over the loopback device, in both directions, per span. */
  public double bytes() {
    return bytes / (double) Math.max(1, spans);
  }
}
