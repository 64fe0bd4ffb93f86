package io.medseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.server.platform.start.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a command of the service prints")
class AnswersTest {
  @Test
  @DisplayName("and cannot be written out is its failure, in one sentence")
  void full() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ExitCode code =
        App.run(
            List.of("invite", "--help"),
            new PrintStream(new Full(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(code).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "The command did its work, but its answer could not be written: the disk is full, or"
                + " nobody reads it any more."
                + System.lineSeparator());
  }

  private static final class Full extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      throw new IOException("No space left on device");
    }
  }
}
