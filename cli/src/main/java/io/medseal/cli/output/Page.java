package io.medseal.cli.output;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer for people. */
public final class Page {
  private final PrintStream out;
  private final Colours colours;
  private final ZoneId zone;

  public Page(PrintStream out, Colours colours, ZoneId zone) {
    this.out = out;
    this.colours = colours;
    this.zone = zone;
  }

  /** A line. */
  public void line(String text) {
    out.println(Plain.line(text));
  }

  /** A line on its own, set in. */
  public void indented(String text) {
    out.println("    " + Plain.line(text));
  }

  /** A line that stands out. */
  public void heading(String text) {
    out.println(colours.strong(Plain.line(text)));
  }

  /** An empty line. */
  public void gap() {
    out.println();
  }

  /** A check that passed. */
  public void passed(String text) {
    out.println(colours.good("ok") + "      " + Plain.line(text));
  }

  /** A check that failed. */
  public void failed(String text) {
    out.println(colours.bad("FAILED") + "  " + Plain.line(text));
  }

  /** A table, or a sentence where it has no row. */
  public void table(Table table, String whenEmpty) {
    if (table.isEmpty()) {
      line(whenEmpty);
      return;
    }
    Iterator<String> lines = table.lines().iterator();
    out.println(colours.strong(lines.next()));
    lines.forEachRemaining(out::println);
  }

  /** Names and values, two columns. */
  public void facts(Facts facts) {
    int widest = facts.values.keySet().stream().mapToInt(Plain::width).max().orElse(0);
    facts.values.forEach(
        (name, value) ->
            out.println(colours.strong(name) + " ".repeat(widest - Plain.width(name) + 2) + value));
  }

  /** A time on the reader's clock. */
  public String time(Instant time) {
    return Times.local(time, zone);
  }

  /** The end of something on the reader's clock: the last day, where it ends with a day. */
  public String end(Instant until) {
    return Times.end(until, zone);
  }

  /** Names and values; empty values are left out. */
  public static final class Facts {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Adds one. */
    public Facts add(String name, String value) {
      if (!value.isEmpty()) {
        values.put(Plain.cell(name), Plain.cell(value));
      }
      return this;
    }
  }
}
