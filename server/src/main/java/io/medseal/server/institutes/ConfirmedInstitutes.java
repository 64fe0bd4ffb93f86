package io.medseal.server.institutes;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The names of institutes that the operator of the service has confirmed: a line each in a file of
 * the data folder, which commands change while the service runs.
 */
public final class ConfirmedInstitutes {
  private static final String FILE = "confirmed-institutes";

  private final Path folder;

  private ConfirmedInstitutes(Path folder) {
    this.folder = folder;
  }

  /** Those of that data folder. */
  public static ConfirmedInstitutes in(Path dataFolder) {
    return new ConfirmedInstitutes(dataFolder);
  }

  /**
   * A confirmation.
   *
   * @param name what the institute's card said; the operator confirmed no other name
   */
  public record Confirmed(String name, Instant since) {}

  /**
   * What the file says.
   *
   * @param damaged numbers of lines, from 1, that say nothing; the others count
   */
  public record Confirmations(Map<KeyringId, Confirmed> all, List<Integer> damaged) {
    public Confirmations {
      all = Map.copyOf(all);
      damaged = List.copyOf(damaged);
    }
  }

  /** A line of the file says nothing, so that the file is not replaced. */
  public static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int line;

    private DamagedException(int line) {
      super("line " + line + " of " + FILE + " is damaged");
      this.line = line;
    }

    /** Its number, from 1. */
    public int line() {
      return line;
    }
  }

  /** All of them. */
  public Confirmations read() throws IOException {
    Map<KeyringId, Confirmed> all = new TreeMap<>();
    List<Integer> damaged = new ArrayList<>();
    int number = 0;
    for (String line : text().lines().toList()) {
      number++;
      try {
        String[] words = line.split(" ", 3);
        all.put(new KeyringId(words[0]), new Confirmed(words[2], Instant.parse(words[1])));
      } catch (LedgerException
          | IllegalArgumentException
          | DateTimeException
          | ArrayIndexOutOfBoundsException _) {
        damaged.add(number);
      }
    }
    return new Confirmations(all, damaged);
  }

  /** What is no UTF-8 in it becomes a name that no institute has. */
  private String text() throws IOException {
    try {
      return new String(Files.readAllBytes(folder.resolve(FILE)), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      return "";
    }
  }

  /**
   * Confirms that this institute is called so.
   *
   * @throws DamagedException if the file has a line that says nothing; it stays as it is
   */
  public void confirm(KeyringId institute, String name, Instant now) throws IOException {
    change(all -> all.put(institute, new Confirmed(name, now)));
  }

  /**
   * Takes it back.
   *
   * @return false if it was not confirmed
   * @throws DamagedException as {@link #confirm}
   */
  public boolean withdraw(KeyringId institute) throws IOException {
    return change(all -> all.remove(institute));
  }

  /** Whether that changed anything. */
  private boolean change(Consumer<Map<KeyringId, Confirmed>> change) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(FILE + ".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                onlyOwner());
        FileLock lock = channel.lock()) {
      Confirmations before = read();
      if (!before.damaged().isEmpty()) {
        throw new DamagedException(before.damaged().getFirst());
      }
      Map<KeyringId, Confirmed> all = new TreeMap<>(before.all());
      change.accept(all);
      if (all.equals(before.all())) {
        return false;
      }
      StringBuilder lines = new StringBuilder();
      all.forEach(
          (id, one) -> lines.append(id.hex() + " " + one.since() + " " + one.name()).append('\n'));
      if (lock.isValid()) {
        replace(lines.toString().getBytes(StandardCharsets.UTF_8));
      }
      return true;
    }
  }

  private void replace(byte[] content) throws IOException {
    Path next = folder.resolve(FILE + ".new");
    Files.deleteIfExists(next);
    try (FileChannel out =
        FileChannel.open(
            next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), onlyOwner())) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(
        next,
        folder.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileAttribute<?>[] onlyOwner() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
