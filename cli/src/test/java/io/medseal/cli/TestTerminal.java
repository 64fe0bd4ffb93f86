package io.medseal.cli;

import io.medseal.cli.terminal.HiddenInput;
import io.medseal.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A terminal in memory: types answers, keeps what was printed. */
public final class TestTerminal {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> questions = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private byte[] in = {};
  private boolean shown;
  private boolean full;

  /** A person sits at it. */
  public TestTerminal shown() {
    shown = true;
    return this;
  }

  /** Nothing that is printed as an answer can be written. */
  public TestTerminal full() {
    full = true;
    return this;
  }

  /** Will be typed, one for each hidden question. */
  public TestTerminal typing(String... hidden) {
    answers.addAll(List.of(hidden));
    return this;
  }

  /** Stands on standard input. */
  public TestTerminal input(String text) {
    in = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** Sets an environment variable. */
  public TestTerminal with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Terminal terminal() {
    HiddenInput hidden =
        question -> {
          questions.add(question);
          return Optional.ofNullable(answers.poll()).map(String::toCharArray);
        };
    return new Terminal(
        new ByteArrayInputStream(in),
        new PrintStream(full ? new Full() : out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        shown,
        shown,
        hidden,
        Map.copyOf(environment),
        ZoneId.of("Europe/Vienna"));
  }

  private static final class Full extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  public List<String> questions() {
    return questions;
  }
}
