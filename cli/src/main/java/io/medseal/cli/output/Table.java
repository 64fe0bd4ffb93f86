package io.medseal.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns. Columns whose cells are all empty are left out. */
public final class Table {
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<Column> columns) {
    this.columns = columns;
  }

  /** A table with these headings; one that begins with {@code >} is aligned to the right. */
  public static Table of(String... headings) {
    List<Column> columns = new ArrayList<>();
    for (String heading : headings) {
      boolean right = heading.startsWith(">");
      columns.add(new Column(right ? heading.substring(1) : heading, right));
    }
    return new Table(columns);
  }

  /** Adds a row. */
  public Table row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns.size());
    }
    List<String> cleaned = new ArrayList<>();
    for (String cell : cells) {
      cleaned.add(Plain.cell(cell));
    }
    rows.add(cleaned);
    return this;
  }

  /** Whether it has no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The lines, the headings first. */
  List<String> lines() {
    List<Integer> shown = new ArrayList<>();
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      int widest = rows.stream().mapToInt(row -> Plain.width(row.get(column))).max().orElse(0);
      if (widest > 0) {
        shown.add(i);
        widths.add(Math.max(widest, Plain.width(columns.get(i).heading())));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(columns.stream().map(Column::heading).toList(), shown, widths));
    rows.forEach(row -> lines.add(line(row, shown, widths)));
    return lines;
  }

  private String line(List<String> cells, List<Integer> shown, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < shown.size(); i++) {
      String cell = cells.get(shown.get(i));
      String padding = " ".repeat(widths.get(i) - Plain.width(cell));
      line.append(i == 0 ? "" : GAP);
      line.append(columns.get(shown.get(i)).right() ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private record Column(String heading, boolean right) {}
}
