package dev.orch.benchmarks.harness;

/** What a row counts in. */
public enum Unit {
  MILLIS("ms"),
  MICROS("µs"),
  MEBIBYTES("MiB"),
  THREADS("threads"),
  BYTES_PER_BYTE("bytes/byte");

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  public String symbol() {
    return symbol;
  }
}
