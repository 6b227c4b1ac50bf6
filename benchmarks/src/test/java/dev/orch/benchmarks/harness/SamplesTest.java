package dev.orch.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Quantiles, and how numbers are shown. */
class SamplesTest {
  @Test
  void aQuantileIsTheSmallestValueThatSoManyAreNotAbove() {
    Samples samples = new Samples();
    samples.beginRound();
    IntStream.rangeClosed(1, 100).map(i -> 101 - i).forEach(samples::add);

    assertThat(samples.median()).isEqualTo(50);
    assertThat(samples.quantile(0)).isEqualTo(1);
    assertThat(samples.quantile(0.25)).isEqualTo(25);
    assertThat(samples.quantile(0.99)).isEqualTo(99);
    assertThat(samples.quantile(1)).isEqualTo(100);
  }

  @Test
  void numbersShowThreeDigitsThatCount() {
    assertThat(Numbers.three(0.1234)).isEqualTo("0.123");
    assertThat(Numbers.three(1.234)).isEqualTo("1.23");
    assertThat(Numbers.three(9.996)).isEqualTo("10.0");
    assertThat(Numbers.three(99.96)).isEqualTo("100");
    assertThat(Numbers.three(12345.6)).isEqualTo("12,346");
    assertThat(Numbers.shortest(2)).isEqualTo("2");
    assertThat(Numbers.shortest(1.2)).isEqualTo("1.2");
  }
}
