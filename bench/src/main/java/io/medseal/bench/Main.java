package io.medseal.bench;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks and prints one table in Markdown.
 *
 * <p>{@code java -jar bench/target/bench.jar [quick|full] [PATTERN]}: quick (the default) takes
 * about two minutes, full ten. For JMH itself: {@code java -cp bench/target/bench.jar
 * org.openjdk.jmh.Main}.
 */
public final class Main {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private Main() {}

  public static void main(String[] args) throws RunnerException {
    String set = args.length == 0 ? "quick" : args[0];
    if (args.length > 2 || !List.of("quick", "full").contains(set)) {
      System.err.println("Usage: java -jar bench.jar [quick|full] [PATTERN]");
      System.exit(USAGE);
    }
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(args.length == 2 ? args[1] : "io\\.medseal\\.bench\\.")
            .jvmArgsAppend("--enable-native-access=ALL-UNNAMED")
            .shouldFailOnError(true);
    if (set.equals("quick")) {
      options.forks(1).warmupIterations(2).measurementIterations(3);
      options.warmupTime(TimeValue.seconds(1)).measurementTime(TimeValue.seconds(1));
    } else {
      options.forks(3).warmupIterations(3).measurementIterations(5);
      options.warmupTime(TimeValue.seconds(1)).measurementTime(TimeValue.seconds(1));
    }
    options.timeout(TimeValue.minutes(TimeUnit.HOURS.toMinutes(1)));
    Collection<RunResult> results = new Runner(options.build()).run();
    List<Table.Row> rows = Table.rows(results);
    System.out.println();
    System.out.println(MachineFacts.line());
    System.out.println();
    System.out.print(Table.markdown(rows));
    if (rows.isEmpty()) {
      System.exit(FAILED);
    }
  }
}
