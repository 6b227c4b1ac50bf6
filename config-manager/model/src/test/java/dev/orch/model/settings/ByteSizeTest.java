package dev.orch.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ByteSizeTest {
  @Test
  void unitsArePowersOf1024InAnyCase() {
    assertThat(ByteSize.parse("0")).isZero();
    assertThat(ByteSize.parse("17 B")).isEqualTo(17);
    assertThat(ByteSize.parse("512KiB")).isEqualTo(512 * 1024);
    assertThat(ByteSize.parse(" 64 mib ")).isEqualTo(64L * 1024 * 1024);
    assertThat(ByteSize.parse("2g")).isEqualTo(2L * 1024 * 1024 * 1024);
  }

  @Test
  void whatIsNotASizeIsRefusedNamingExamples() {
    for (String wrong : new String[] {"", "-1", "1.5MiB", "64 megabytes", "9999999999999"}) {
      assertThatThrownBy(() -> ByteSize.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("64MiB");
    }
  }

  @Test
  void sizesAreShownWithOneDecimal() {
    assertThat(ByteSize.format(1023)).isEqualTo("1023 B");
    assertThat(ByteSize.format(1024)).isEqualTo("1.0 KiB");
    assertThat(ByteSize.format(1024 * 1024)).isEqualTo("1.0 MiB");
    assertThat(ByteSize.format(5L << 50)).isEqualTo("5120.0 TiB");
    assertThat(ByteSize.format(1536)).isEqualTo("1.5 KiB");
    assertThat(ByteSize.format(64L * 1024 * 1024)).isEqualTo("64.0 MiB");
  }
}
