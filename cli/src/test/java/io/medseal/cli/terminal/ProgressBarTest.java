package io.medseal.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.TestTerminal;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A progress bar")
class ProgressBarTest {
  private static final long MIB = 1 << 20;

  private final AtomicLong nanos = new AtomicLong();

  private void after(long milliseconds) {
    nanos.addAndGet(milliseconds * 1_000_000);
  }

  @Test
  @DisplayName("shows share, amount, rate and time left on a terminal")
  void shows() {
    TestTerminal terminal = new TestTerminal().shown();
    ProgressBar bar = new ProgressBar(terminal.terminal(), "sealing", nanos::get);

    after(1_000);
    bar.at(256 * MIB, 1024 * MIB);

    assertThat(terminal.err())
        .isEqualTo(
            "\rsealing  [======                  ]  25%  256 MiB of 1.00 GiB  256 MiB/s  0:03 left");
  }

  @Test
  @DisplayName("leaves an empty line behind")
  void leaves() {
    TestTerminal terminal = new TestTerminal().shown();
    try (ProgressBar bar = new ProgressBar(terminal.terminal(), "sealing", nanos::get)) {
      after(1_000);
      bar.at(1, 2);
    }

    assertThat(terminal.err()).endsWith(" \r");
  }

  @Test
  @DisplayName("stays away from work that takes no time")
  void quick() {
    TestTerminal terminal = new TestTerminal().shown();
    try (ProgressBar bar = new ProgressBar(terminal.terminal(), "sealing", nanos::get)) {
      after(200);
      bar.at(MIB, MIB);
    }

    assertThat(terminal.err()).isEmpty();
  }

  @Test
  @DisplayName("is silent where nobody watches")
  void silent() {
    TestTerminal terminal = new TestTerminal();
    try (ProgressBar bar = new ProgressBar(terminal.terminal(), "sealing", nanos::get)) {
      after(5_000);
      bar.at(MIB, 2 * MIB);
    }

    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  @DisplayName("never goes back, and survives an empty total")
  void edges() {
    TestTerminal terminal = new TestTerminal().shown();
    ProgressBar bar = new ProgressBar(terminal.terminal(), "sealing", nanos::get);

    after(1_000);
    bar.at(0, 0);
    after(1_000);
    bar.at(2 * MIB, 4 * MIB);
    after(1_000);
    bar.at(MIB, 4 * MIB);

    assertThat(terminal.err()).contains("100%", " 50%").doesNotContain(" 25%");
  }
}
