package io.medseal.server.platform.check;

import io.medseal.server.platform.faults.Fault;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What SQLite finds out about a file by itself, with the names of tables for those of trees. */
public final class SqliteCheck {
  private static final Pattern TREE = Pattern.compile("Tree (\\d+)(?: page (\\d+))?");

  private final JdbcClient sql;
  private final Findings findings;
  private final Set<String> lines = new LinkedHashSet<>();

  private SqliteCheck(JdbcClient sql, Findings findings) {
    this.sql = sql;
    this.findings = findings;
  }

  /** Checks structure, indexes, constraints and foreign keys. */
  public static void run(JdbcClient sql, Findings findings) {
    new SqliteCheck(sql, findings).run();
  }

  private void run() {
    Map<String, String> trees = trees();
    try {
      check("pragma integrity_check");
    } catch (DataAccessException e) {
      requireDamage(e);
      tables().forEach(this::checkTable); // each for itself, since SQLite has given up
    }
    lines.forEach(line -> findings.wrong(where(trees, line), line));
    if (lines.isEmpty()) {
      sql.sql("pragma foreign_key_check")
          .query((row, _) -> row.getString(1) + ": row " + row.getLong(2))
          .list()
          .forEach(row -> findings.wrong(row, "belongs to something that is not there"));
    }
  }

  /** Keeps what was found before SQLite gave up. */
  private void check(String pragma) {
    sql.sql(pragma)
        .query(
            row -> {
              row.getString(1)
                  .lines()
                  .map(line -> line.replaceAll("\\s+", " ").strip())
                  .filter(line -> !line.equals("ok") && !line.startsWith("***"))
                  .forEach(lines::add);
            });
  }

  private void checkTable(String table) {
    try {
      check("pragma integrity_check(\"" + table + "\")");
    } catch (DataAccessException e) {
      requireDamage(e);
      findings.wrong("database: table " + table, "is damaged and can't be read to its end");
    }
  }

  private static void requireDamage(DataAccessException e) {
    if (!Fault.behind(e).equals(Optional.of(Fault.DAMAGED))) {
      throw e;
    }
  }

  private List<String> tables() {
    return sql.sql("select name from sqlite_schema where type = 'table' order by name")
        .query(String.class)
        .list();
  }

  /** Tables and indexes by the pages that their trees begin on; none where that is damaged too. */
  private Map<String, String> trees() {
    Map<String, String> trees = new LinkedHashMap<>();
    try {
      sql.sql("select rootpage, type, name from sqlite_schema where rootpage > 0")
          .query(
              row -> {
                trees.put(row.getString(1), row.getString(2) + " " + row.getString(3));
              });
    } catch (DataAccessException e) {
      requireDamage(e); // told by the check itself
    }
    return trees;
  }

  private static String where(Map<String, String> trees, String line) {
    Matcher tree = TREE.matcher(line);
    if (!tree.find()) {
      return "database";
    }
    String page = tree.group(2) == null ? tree.group(1) : tree.group(2);
    return "database: " + trees.getOrDefault(tree.group(1), "a table") + ", page " + page;
  }
}
