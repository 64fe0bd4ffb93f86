package io.medseal.cli.help;

import io.medseal.cli.output.Colours;
import java.util.ArrayList;
import java.util.List;

/** Help fits into 80 columns, the width that every terminal has. */
final class Texts {
  static final int WIDTH = 80;
  private static final int WIDEST_NAME = 26;

  private Texts() {}

  /** Wraps a paragraph. */
  static List<String> wrap(String paragraph, int firstIndent, int indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(" ".repeat(firstIndent));
    boolean begun = false;
    for (String word : paragraph.split(" ", -1)) {
      if (begun && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(indent));
        begun = false;
      }
      line.append(begun ? " " : "").append(word);
      begun = true;
    }
    lines.add(line.toString());
    return lines;
  }

  /** Names on the left, what they mean on the right. */
  static List<String> columns(List<String[]> rows, Colours colours) {
    return columns(rows, widest(rows.stream().map(row -> row[0]).toList()), colours);
  }

  /** How wide a column of these names is; longer ones get a line of their own. */
  static int widest(List<String> names) {
    return names.stream()
        .mapToInt(String::length)
        .filter(width -> width <= WIDEST_NAME)
        .max()
        .orElse(WIDEST_NAME);
  }

  static List<String> columns(List<String[]> rows, int widest, Colours colours) {
    int indent = 2 + widest + 2;
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      List<String> says = wrap(row[1], indent, indent);
      String name = "  " + colours.strong(row[0]);
      if (row[0].length() > widest) {
        lines.add(name);
        lines.addAll(says);
      } else {
        String gap = " ".repeat(indent - 2 - row[0].length());
        lines.add(name + gap + says.getFirst().strip());
        lines.addAll(says.subList(1, says.size()));
      }
    }
    return lines;
  }
}
