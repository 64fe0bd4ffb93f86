package io.medseal.client.problems;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that is being uploaded is not what it was; nothing has been completed. */
public abstract sealed class SourceException extends ClientException {
  private static final long serialVersionUID = 1L;

  private SourceException(String code, String sentence, @Nullable Throwable cause) {
    super(code, sentence, cause);
  }

  /** The file's size, time or content changed. */
  public static final class Changed extends SourceException {
    private static final long serialVersionUID = 1L;

    public Changed(Path file) {
      super(
          "source-changed",
          file
              + " changed while it was being uploaded. Nothing has been added; upload it again when"
              + " it no longer changes.",
          null);
    }
  }

  /** The file is gone or cannot be read. */
  public static final class Unreadable extends SourceException {
    private static final long serialVersionUID = 1L;

    /** For the reason that the system gives. */
    public Unreadable(Path file, IOException cause) {
      super(
          "source-unreadable",
          "Cannot read " + Reason.file(file, cause) + ": " + Reason.of(cause) + ".",
          cause);
    }

    private Unreadable(Path file) {
      super("source-unreadable", "Cannot read " + file + ": it is no longer there.", null);
    }

    /** A file that was there when the upload was planned. */
    public static Unreadable gone(Path file) {
      return new Unreadable(file);
    }
  }

  /** The report that is being moved was corrected. */
  public static final class Corrected extends SourceException {
    private static final long serialVersionUID = 1L;

    /**
     * While it was moved.
     *
     * @param arrived it is in its new place by then, without what was corrected
     */
    public Corrected(boolean arrived) {
      super(
          "report-corrected",
          arrived
              ? "Somebody corrected the report after it had arrived at its new place. It is in both"
                  + " places: correct it in the new one too, then delete it in the old one."
              : "Somebody corrected the report while it was being moved. It is where it was; move it"
                  + " again.",
          null);
    }
  }

  /** Another process runs the same upload. */
  public static final class Busy extends SourceException {
    private static final long serialVersionUID = 1L;

    public Busy() {
      super(
          "upload-busy",
          "The same upload is being run by another process of this profile. Wait for it to end.",
          null);
    }
  }
}
