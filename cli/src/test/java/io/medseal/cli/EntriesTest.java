package io.medseal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Entry;
import io.medseal.cli.commands.Example;
import io.medseal.cli.failures.ExitCode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

@DisplayName("Every command")
class EntriesTest {
  static Stream<Entry> entries() {
    return Entries.all().stream();
  }

  @Test
  @DisplayName("has a name of its own")
  void names() {
    assertThat(entries().map(Entry::name)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("entries")
  @DisplayName("says in one line what it is for")
  void summaries(Entry entry) {
    assertThat(entry.summary()).isNotBlank().doesNotEndWith(".").hasSizeLessThan(60);
    assertThat(entry.summary()).matches("[A-Z].*");
  }

  @ParameterizedTest
  @MethodSource("entries")
  @DisplayName("explains itself and every parameter, with examples, in 80 columns")
  void help(Entry entry) {
    TestTerminal terminal = new TestTerminal();
    String[] line =
        Stream.concat(entry.words().stream(), Stream.of("--help")).toArray(String[]::new);

    assertThat(new Cli(terminal.terminal(), Entries.all()).run(line)).isEqualTo(ExitCode.OK);

    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out())
        .startsWith(entry.summary() + ".")
        .contains("Usage:\n  medseal " + entry.name())
        .contains("Examples:\n");
    assertThat(terminal.out().lines().filter(text -> !text.startsWith("    medseal ")))
        .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(80));
    Command command = entry.create();
    assertThat(command.spec().args())
        .allSatisfy(arg -> assertThat(String.join("", arg.description())).endsWith("."));
    assertThat(command.description()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("entries")
  @DisplayName("has examples that it understands, and that call itself")
  void examples(Entry entry) {
    assertThat(entry.create().examples()).isNotEmpty();
    for (Example example : entry.create().examples()) {
      List<String> words = CommandLines.words(example.line());
      int before = 1 + entry.words().size();
      assertThat(words.subList(1, before)).as(example.line()).isEqualTo(entry.words());
      Command command = entry.create();
      Cli.addCommonOptions(command);
      String[] rest = words.subList(before, words.size()).toArray(String[]::new);

      assertThatCode(() -> new CommandLine(command.spec()).parseArgs(rest))
          .as(example.line())
          .doesNotThrowAnyException();
      assertThat(example.says()).matches("[A-Z].*[^.]");
    }
  }

  @Test
  @DisplayName("stands in the list that 'medseal --help' prints")
  void listed() {
    TestTerminal terminal = new TestTerminal();

    new Cli(terminal.terminal(), Entries.all()).run("--help");

    assertThat(terminal.out().lines().map(String::strip))
        .satisfies(
            lines ->
                assertThat(entries())
                    .allSatisfy(
                        entry ->
                            assertThat(lines)
                                .anyMatch(
                                    line ->
                                        line.startsWith(entry.name() + " ")
                                            && line.endsWith(entry.summary()))));
  }
}
