package io.medseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Entry;
import io.medseal.cli.commands.Group;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.ExitCode;
import io.medseal.client.problems.ConnectionException;
import io.medseal.client.problems.ServiceException;
import io.medseal.protocol.problems.Problem;
import io.medseal.protocol.problems.ProblemType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A command line")
class CliTest {
  /** As a lying service, or another person, may write it. */
  private static final String HOSTILE =
      "\u001b[31mX\r\nmedseal: Logged out.\u009b2J\u202E\u2028\u007F";

  private final TestTerminal terminal = new TestTerminal();

  /** Prints what it understood. */
  static final class Echo extends Command {
    record Said(String word, String tone) {}

    private final Parameter<String> word = argument("WORD", "The word.");
    private final Parameter<String> tone =
        option("--tone", "TONE", String.class, Echo::tone, "calm", "How.");

    Echo() {
      prints(Said.class);
    }

    private static String tone(String typed) {
      if (!List.of("calm", "loud", "no-authority", HOSTILE).contains(typed)) {
        throw new IllegalArgumentException("'" + typed + "' is neither calm nor loud");
      }
      return typed;
    }

    @Override
    public void run(Invocation invocation) {
      if (word.get().equals("burst")) {
        throw new IllegalStateException("secret-content");
      }
      if (word.get().equals("refused")) {
        ProblemType type = ProblemType.STATEMENT_REFUSED;
        throw new ServiceException(
            type,
            new Problem(type.type(), type.title(), type.status(), tone.get(), null, null),
            Instant.EPOCH);
      }
      if (word.get().equals("elsewhere")) {
        throw new ConnectionException.Unreachable("host", HOSTILE, null);
      }
      invocation.answer(
          new Said(word.get(), tone.get()),
          page ->
              page.line(word.get() + " " + tone.get() + " " + invocation.profile().orElse("-")));
    }
  }

  private ExitCode run(String... args) {
    List<Entry> entries =
        List.of(
            new Entry(Group.HELP, "echo", "Say it", Echo::new),
            new Entry(Group.HELP, "big echo", "Say it big", Echo::new),
            new Entry(Group.HELP, "big shout", "Shout it", Echo::new));
    return new Cli(terminal.terminal(), entries).run(args);
  }

  @Test
  @DisplayName("finds a command of two words before one of one word")
  void twoWords() {
    assertThat(run("big", "echo", "hello")).isEqualTo(ExitCode.OK);
    assertThat(terminal.out()).isEqualTo("hello calm -\n");
  }

  @Test
  @DisplayName("takes --profile and --json before and behind the command")
  void commonOptions() {
    assertThat(run("--profile", "clinic", "echo", "hello", "--tone=loud")).isEqualTo(ExitCode.OK);
    assertThat(terminal.out()).isEqualTo("hello loud clinic\n");

    assertThat(run("--json", "echo", "--tone", "loud", "hello")).isEqualTo(ExitCode.OK);
    assertThat(terminal.out()).endsWith("{\n  \"word\" : \"hello\",\n  \"tone\" : \"loud\"\n}\n");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  @DisplayName("takes them between the words of a command, and --profile where no account is used")
  void commonOptionsBetween() {
    assertThat(run("big", "--profile", "clinic", "echo", "hello")).isEqualTo(ExitCode.OK);
    assertThat(run("--json", "big", "--profile=clinic", "echo", "hello")).isEqualTo(ExitCode.OK);
    assertThat(terminal.out()).startsWith("hello calm clinic\n{");
    TestTerminal help = new TestTerminal();
    assertThat(new Cli(help.terminal(), Entries.all()).run("help", "--profile", "x", "exit-codes"))
        .isEqualTo(ExitCode.OK);
    assertThat(help.err()).isEmpty();
    assertThat(run("big", "--profile")).isEqualTo(ExitCode.OK);
  }

  @Test
  @DisplayName("refuses an argument that was no UTF-8")
  void notText() {
    assertThat(run("echo", "Zo\uFFFD")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err())
        .isEqualTo(
            "medseal: 'Zo\uFFFD' is not UTF-8 text, so nothing was done; type it in a UTF-8"
                + " terminal.\n");
  }

  @Test
  @DisplayName("fails where its answer could not be written")
  void full() {
    terminal.full();
    for (String[] args : new String[][] {{"echo", "hello"}, {"--json", "echo", "x"}, {}, {"-V"}}) {
      assertThat(run(args)).as(String.join(" ", args)).isEqualTo(ExitCode.UNAVAILABLE);
    }
    assertThat(terminal.err().lines().distinct())
        .containsExactly(
            "medseal: The command did its work, but its answer could not be written: the disk is"
                + " full, or nobody reads it any more.");
    assertThat(run("echo", "burst")).as("its own failure counts").isEqualTo(ExitCode.INTERNAL);
  }

  @Test
  @DisplayName("reads what follows -- as it stands, and @file as a word")
  void literally() {
    assertThat(run("echo", "--", "--tone")).isEqualTo(ExitCode.OK);
    assertThat(run("echo", "@nothing")).isEqualTo(ExitCode.OK);
    assertThat(terminal.out()).isEqualTo("--tone calm -\n@nothing calm -\n");
  }

  @Test
  @DisplayName("without a command shows the help")
  void nothing() {
    assertThat(run()).isEqualTo(ExitCode.OK);
    assertThat(terminal.out()).contains("Usage:");
  }

  @Test
  @DisplayName("with half a command lists the commands that begin so")
  void half() {
    assertThat(run("big")).isEqualTo(ExitCode.OK);
    assertThat(terminal.out()).contains("big echo", "big shout").doesNotContain("Say it\n");
  }

  @Nested
  @DisplayName("that is mistaken ends with exit code 2 and one line that says")
  class Mistakes {
    private String said(String... args) {
      assertThat(run(args)).isEqualTo(ExitCode.USAGE);
      assertThat(terminal.out()).isEmpty();
      assertThat(terminal.err().lines()).hasSize(1);
      return terminal.err();
    }

    @Test
    @DisplayName("what command was meant")
    void command() {
      assertThat(said("ehco", "x"))
          .isEqualTo(
              "medseal: There is no command 'ehco': did you mean 'echo'? See 'medseal --help'.\n");
    }

    @Test
    @DisplayName("what command of two words was meant")
    void secondWord() {
      assertThat(said("big", "ecko", "x")).contains("'big ecko': did you mean 'big echo'?");
    }

    @Test
    @DisplayName("what option was meant")
    void option() {
      assertThat(said("echo", "x", "--tune", "loud"))
          .isEqualTo(
              "medseal: Unknown option '--tune': did you mean '--tone'? See 'medseal echo"
                  + " --help'.\n");
    }

    @Test
    @DisplayName("what an option takes")
    void value() {
      assertThat(said("echo", "x", "--tone", "shrill")).contains("--tone", "neither calm nor loud");
    }

    @Test
    @DisplayName("what is missing")
    void missing() {
      assertThat(said("echo")).contains("Missing required parameter: 'WORD'");
    }

    @Test
    @DisplayName("what is too much")
    void tooMuch() {
      assertThat(said("echo", "one", "two")).contains("'two' is one argument too many");
    }

    @Test
    @DisplayName("that an option stands in the wrong place")
    void before() {
      assertThat(said("--tone", "loud", "echo")).contains("Unknown option '--tone'");
    }
  }

  @Nested
  @DisplayName("that fails inside")
  class Inside {
    @Test
    @DisplayName("says one sentence without the exception's text")
    void quiet() {
      assertThat(run("echo", "burst")).isEqualTo(ExitCode.INTERNAL);
      assertThat(terminal.err()).contains("MEDSEAL_DEBUG=1").doesNotContain("secret-content");
      assertThat(terminal.err().lines()).hasSize(1);
    }

    @Test
    @DisplayName("shows the stack where MEDSEAL_DEBUG=1")
    void debug() {
      terminal.with("MEDSEAL_DEBUG", "1");

      run("echo", "burst");

      assertThat(terminal.err()).contains("at io.medseal.cli.CliTest$Echo.run");
    }
  }

  @Nested
  @DisplayName("that fails with words of others in its sentence")
  class Hostile {
    @Test
    @DisplayName("takes a service's reason only where it has the form of a code")
    void reason() {
      assertThat(run("echo", "refused", "--tone", "no-authority")).isEqualTo(ExitCode.CONFLICT);
      assertThat(terminal.err())
          .isEqualTo("medseal: The service refuses the change (no-authority).\n");

      TestTerminal second = new TestTerminal();
      new Cli(second.terminal(), List.of(new Entry(Group.HELP, "echo", "Say it", Echo::new)))
          .run("echo", "refused", "--tone", HOSTILE);
      assertThat(second.err())
          .isEqualTo("medseal: " + ProblemType.STATEMENT_REFUSED.title() + "\n");
    }

    @Test
    @DisplayName("says one line, and nothing that a terminal obeys")
    void sentence() {
      assertThat(run("echo", "elsewhere")).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(terminal.err().lines()).hasSize(1);
      assertThat(terminal.err().strip()).matches("[\\x20-\\x7E]+");
    }

    @Test
    @DisplayName("obeys them as little where it shows the stack")
    void stack() {
      terminal.with("MEDSEAL_DEBUG", "1");

      run("echo", "elsewhere");

      assertThat(terminal.err()).contains("at io.medseal.cli.CliTest$Echo.run");
      assertThat(terminal.err().lines()).noneMatch(line -> line.startsWith("medseal: Logged out"));
      assertThat(terminal.err()).matches("[\\x20-\\x7E\\t\\n]+");
    }
  }

  @Test
  @DisplayName("has colours on a terminal, and none where NO_COLOR is set")
  void colours() {
    terminal.shown();
    run("--help");
    assertThat(terminal.out()).contains("\u001b[1m");

    TestTerminal plain = new TestTerminal().shown().with("NO_COLOR", "1");
    new Cli(plain.terminal(), Entries.all()).run("--help");
    assertThat(plain.out()).doesNotContain("\u001b");
  }
}
