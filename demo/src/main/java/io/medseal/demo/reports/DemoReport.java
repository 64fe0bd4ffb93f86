package io.medseal.demo.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A report that the records clerk adds.
 *
 * @param folder where its files are drawn, a name of its own
 * @param section of the record, by name
 * @param type LOINC
 * @param specialty a word that the SDK knows
 */
public record DemoReport(
    String folder,
    String section,
    String title,
    String type,
    Optional<String> specialty,
    LocalDate date,
    Drawing drawing) {

  /** Draws the files of a report. */
  public interface Drawing {
    /**
     * Draws them.
     *
     * @param folder is there and empty
     */
    void into(Path folder) throws IOException;
  }
}
