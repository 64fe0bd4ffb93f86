package io.medseal.client.reports;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to open, and where to.
 *
 * @param folder made if need be
 * @param file only this one; all if empty
 * @param overwrite replace files of the same names
 */
public record OpenRequest(Path folder, Optional<String> file, boolean overwrite) {
  /** All files, into a folder where none of them is yet. */
  public static OpenRequest into(Path folder) {
    return new OpenRequest(folder, Optional.empty(), false);
  }
}
