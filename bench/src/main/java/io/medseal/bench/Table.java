package io.medseal.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** Pairs of a benchmark and its limit. */
final class Table {
  private static final double PART_GIGABYTES = 8_388_056 / 1e9;

  private Table() {}

  /**
   * One pair.
   *
   * @param perSecond as often in a second as Medseal does it
   * @param limitPerSecond as often as the bare primitives are done
   */
  record Row(String what, boolean isBody, double perSecond, double limitPerSecond) {
    double ratio() {
      return perSecond / limitPerSecond;
    }
  }

  /** Every benchmark that has a partner {@code raw…} with the same parameters. */
  static List<Row> rows(Collection<RunResult> results) {
    Map<String, Double> scores = new TreeMap<>();
    for (RunResult result : results) {
      scores.put(name(result.getParams()), result.getPrimaryResult().getScore());
    }
    List<Row> rows = new ArrayList<>();
    scores.forEach(
        (name, score) -> {
          int at = name.indexOf('.') + 1;
          String raw =
              name.substring(0, at)
                  + "raw"
                  + Character.toUpperCase(name.charAt(at))
                  + name.substring(at + 1);
          Double limit = scores.get(raw);
          if (limit != null) {
            rows.add(new Row(name, name.startsWith("Body"), score, limit));
          }
        });
    return rows;
  }

  static String markdown(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    text.append("| what | Medseal | limit | ratio |\n|---|---|---|---|\n");
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %.2f |%n",
              row.what(),
              rate(row, row.perSecond()),
              rate(row, row.limitPerSecond()),
              row.ratio()));
    }
    return text.toString();
  }

  private static String rate(Row row, double perSecond) {
    return row.isBody()
        ? String.format(Locale.ROOT, "%.2f GB/s", perSecond * PART_GIGABYTES)
        : String.format(Locale.ROOT, perSecond < 100 ? "%.2f/s" : "%,.0f/s", perSecond);
  }

  /** {@code Class.method}, with its parameters. */
  private static String name(BenchmarkParams params) {
    String[] parts = params.getBenchmark().split("\\.", -1);
    StringBuilder name = new StringBuilder(parts[parts.length - 2].replaceFirst("Bench$", ""));
    name.append('.').append(parts[parts.length - 1]);
    for (String key : params.getParamsKeys()) {
      name.append(", ").append(params.getParam(key)).append(' ').append(key);
    }
    return name.toString();
  }
}
