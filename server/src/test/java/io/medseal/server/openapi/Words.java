package io.medseal.server.openapi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of spec/http-api.md: for each endpoint who may do what. */
final class Words {
  private static final Pattern ENDPOINT = Pattern.compile("`([A-Z]+) (/[^`?]*)`");

  private final Map<String, String[]> rows = new TreeMap<>();

  Words(Path page) throws IOException {
    for (String line : Files.readAllLines(page, StandardCharsets.UTF_8)) {
      String[] cells = line.split(" \\| ", -1);
      if (cells.length == 3 && line.startsWith("| `")) {
        Matcher endpoint = ENDPOINT.matcher(cells[0]);
        while (endpoint.find()) {
          String what = cells[2].replaceAll("\\s*\\|\\s*$", "");
          rows.put(
              endpoint.group(1) + " /api/v1" + endpoint.group(2), new String[] {cells[1], what});
        }
      }
    }
  }

  String who(String key) {
    return row(key)[0].replace("*", "");
  }

  String what(String key) {
    return row(key)[1].replace("`", "");
  }

  private String[] row(String key) {
    String[] row = rows.get(key);
    if (row == null) {
      throw new IllegalStateException("spec/http-api.md has no row for " + key);
    }
    return row;
  }

  /** Every endpoint that the page has a row for. */
  Set<String> endpoints() {
    return rows.keySet();
  }
}
