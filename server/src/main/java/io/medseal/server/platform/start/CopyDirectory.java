package io.medseal.server.platform.start;

import io.medseal.server.platform.files.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * A directory that another one is copied into: a backup, or what is restored from one. It has the
 * secret of the other one, and is nothing before {@link #finish}.
 */
public final class CopyDirectory implements AutoCloseable {
  private static final String CONFIRMED = "confirmed-institutes";

  /** In a backup that was never finished. */
  private static final String UNFINISHED = "unfinished";

  private final DataDirectory data;
  private final String marker;

  private CopyDirectory(DataDirectory data, String marker) {
    this.data = data;
    this.marker = marker;
  }

  /**
   * Makes a directory to restore a backup into.
   *
   * @throws StartRefusedException {@link ExitCode#DATA_UNUSABLE} if there is something in it
   */
  public static CopyDirectory restoring(Path root, DataDirectory backup) {
    try {
      Files.createDirectories(root, OwnerOnly.folder());
      requireEmpty(root);
      return begun(root, backup, DataDirectory.MARKER);
    } catch (IOException e) {
      throw DataDirectory.unusable(root, e);
    }
  }

  /**
   * Opens a backup to bring it up to date, or makes one.
   *
   * @throws StartRefusedException if it is in use, another service's, or something else
   */
  public static CopyDirectory backingUp(Path root, DataDirectory source) {
    try {
      Files.createDirectories(root, OwnerOnly.folder());
      if (!DataDirectory.isBackup(root) && !Files.exists(root.resolve(UNFINISHED))) {
        requireEmpty(root);
        Files.createFile(root.resolve(UNFINISHED), OwnerOnly.file());
      }
      return begun(root, source, DataDirectory.BACKUP);
    } catch (IOException e) {
      throw DataDirectory.unusable(root, e);
    }
  }

  private static CopyDirectory begun(Path root, DataDirectory source, String marker)
      throws IOException {
    CopyDirectory copy = new CopyDirectory(DataDirectory.locked(root), marker);
    try {
      OwnerOnly.close(root);
      copy.copySecret(source);
      copy.copy(CONFIRMED, source);
      copy.copy(Restorations.FILE, source);
      return copy;
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  /** Two services have no backup in common. */
  private void copySecret(DataDirectory source) throws IOException {
    Path secret = data.file(DataDirectory.SECRET);
    if (!Files.exists(secret)) {
      data.write(DataDirectory.SECRET, source.serviceSecret());
    } else if (!MessageDigest.isEqual(Files.readAllBytes(secret), source.serviceSecret())) {
      throw new StartRefusedException(
          ExitCode.DATA_UNUSABLE,
          secret.getParent() + " is the backup of another service. Choose another folder.");
    }
  }

  private void copy(String name, DataDirectory from) throws IOException {
    Path file = from.file(name);
    if (Files.exists(file)) {
      data.write(name, Files.readAllBytes(file));
    } else {
      Files.deleteIfExists(data.file(name));
    }
  }

  /**
   * Says of which moment the backup is, or of one before. After the database has taken its place:
   * what is said is never later than what is there.
   */
  public void taken(Instant moment) throws IOException {
    data.write(Restorations.TAKEN, (moment + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Notes that this is restored from that backup.
   *
   * @return the moment of the backup
   */
  public Instant restored(DataDirectory backup, Instant now) throws IOException {
    try {
      Instant taken = Instant.parse(Restorations.read(backup.file(Restorations.TAKEN)).strip());
      data.addRestored(new Restorations.Restoration(taken, now));
      return taken;
    } catch (DateTimeException e) {
      throw new IOException("the moment of the backup is not known", e);
    }
  }

  private static void requireEmpty(Path root) throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      if (files.findAny().isPresent()) {
        throw new StartRefusedException(
            ExitCode.DATA_UNUSABLE, root + " is not empty. Choose a folder that is, or a new one.");
      }
    }
  }

  /** The database's file. */
  public Path database() {
    return data.database();
  }

  /** Where sealed bodies lie. */
  public Path blobs() {
    return data.blobs();
  }

  /** All of it is there: from now on it is a backup, or a service may run on it. */
  public void finish() throws IOException {
    data.write(marker, DataDirectory.marker());
    Files.deleteIfExists(data.file(UNFINISHED));
  }

  @Override
  public void close() {
    data.close();
  }
}
