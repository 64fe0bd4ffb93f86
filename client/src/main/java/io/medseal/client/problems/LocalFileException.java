package io.medseal.client.problems;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file or folder of this computer that cannot be written or read. */
public abstract sealed class LocalFileException extends ClientException {
  private static final long serialVersionUID = 1L;

  private LocalFileException(String code, String sentence, @Nullable Throwable cause) {
    super(code, sentence, cause);
  }

  /** Writing failed: no room, no right to write. Nothing unverified is left behind. */
  public static final class CannotWrite extends LocalFileException {
    private static final long serialVersionUID = 1L;

    /** For the reason that the system gives. */
    public CannotWrite(Path file, IOException cause) {
      this(Reason.file(file, cause), Reason.of(cause), cause);
    }

    public CannotWrite(Path file, String why) {
      this(file, why, null);
    }

    private CannotWrite(Path file, String why, @Nullable IOException cause) {
      super("cannot-write", "Cannot write " + file + ": " + why + ".", cause);
    }
  }

  /** Reading failed: not there, no right to read, a broken disk. */
  public static final class CannotRead extends LocalFileException {
    private static final long serialVersionUID = 1L;

    /** For the reason that the system gives. */
    public CannotRead(Path file, IOException cause) {
      super(
          "cannot-read",
          "Cannot read " + Reason.file(file, cause) + ": " + Reason.of(cause) + ".",
          cause);
    }
  }

  /** There is a file of that name already. */
  public static final class AlreadyThere extends LocalFileException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    public AlreadyThere(Path file) {
      super(
          "file-exists",
          file + " is there already. Choose another folder, or allow overwriting.",
          null);
      this.file = file;
    }

    /** What is there. */
    public Path file() {
      return file;
    }
  }
}
