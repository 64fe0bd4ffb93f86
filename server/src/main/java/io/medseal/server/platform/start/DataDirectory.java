package io.medseal.server.platform.start;

import io.medseal.server.platform.files.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory that holds everything the service keeps. While it is open no other process can open
 * it.
 *
 * <pre>
 * lock            held while a process uses the directory
 * version         the number of this layout
 * service-secret  32 random bytes, readable by the owner only; opens nothing
 * medseal.db      the database (and its log, -wal and -shm)
 * blobs/          sealed bodies
 * temporary/      for the database library
 * confirmed-institutes   names that the operator has confirmed; changed by commands
 * </pre>
 */
public final class DataDirectory implements AutoCloseable {
  /** The layout that this version reads and writes. */
  public static final int VERSION = 1;

  /** The name of the database's file. */
  public static final String DATABASE = "medseal.db";

  private static final int SECRET_BYTES = 32;
  private static final String LOCK = "lock";
  private static final String MARKER = "version";
  private static final String SECRET = "service-secret";

  /** What a process that died while it made the directory may have left there. */
  private static final Set<String> BEFORE_MARKER =
      Set.of(LOCK, MARKER + ".new", SECRET, SECRET + ".new");

  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataDirectory(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens a directory, and makes it if there is none.
   *
   * @throws StartRefusedException if it is in use, of a newer version, somebody else's, or broken
   */
  public static DataDirectory open(Path root) {
    try {
      if (!Files.isDirectory(root)) {
        Path parent = root.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.createDirectory(root, OwnerOnly.folder());
      }
      DataDirectory data = locked(root);
      try {
        if (!data.hasMarker()) {
          data.refuseForeignFiles();
          data.make();
        }
        data.checkVersion();
        OwnerOnly.close(root);
        return data;
      } catch (IOException | RuntimeException e) {
        data.close();
        throw e;
      }
    } catch (IOException e) {
      throw unusable(root, e);
    }
  }

  /**
   * Opens a directory that the service has made before.
   *
   * @throws StartRefusedException as {@link #open}, and if it is not there
   */
  public static DataDirectory openExisting(Path root) {
    requireExisting(root);
    return open(root);
  }

  /**
   * Without opening it: a service may be using it.
   *
   * @throws StartRefusedException if it is not there
   */
  public static void requireExisting(Path root) {
    if (!Files.isRegularFile(root.resolve(MARKER))) {
      throw none(root);
    }
  }

  /**
   * The secret of a service that may be running on its directory.
   *
   * @throws StartRefusedException if there is none
   */
  public static byte[] secretOf(Path root) {
    if (!Files.isRegularFile(root.resolve(MARKER))) {
      throw none(root);
    }
    try {
      return Files.readAllBytes(root.resolve(SECRET));
    } catch (IOException e) {
      throw unusable(root, e);
    }
  }

  /** The database's file. */
  public Path database() {
    return root.resolve(DATABASE);
  }

  /** Where sealed bodies lie. */
  public Path blobs() {
    return root.resolve("blobs");
  }

  /** For files that nobody needs after the process has ended. */
  public Path temporary() {
    return temporaryOf(root);
  }

  /** As {@link #temporary}, of a directory that a service may be using. */
  public static Path temporaryOf(Path root) {
    return root.resolve("temporary");
  }

  /** Closes to others what libraries have made in {@link #temporary()} by the process's mask. */
  public void closeTemporary() {
    try {
      OwnerOnly.closeAll(temporary());
    } catch (IOException e) {
      throw unusable(root, e);
    }
  }

  /** The service's secret, a new array at each call. */
  public byte[] serviceSecret() {
    try {
      return Files.readAllBytes(root.resolve(SECRET));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets go of the lock; once more does nothing. */
  @Override
  public void close() {
    try {
      if (channel.isOpen()) {
        lock.release();
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataDirectory locked(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(
            root.resolve(LOCK),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            OwnerOnly.file());
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException _) {
      // held by this process: in use all the same
    }
    if (lock == null) {
      channel.close();
      throw new StartRefusedException(
          ExitCode.DATA_IN_USE,
          "Another Medseal process is using the data directory " + root + ".");
    }
    return new DataDirectory(root, channel, lock);
  }

  private boolean hasMarker() {
    return Files.isRegularFile(root.resolve(MARKER));
  }

  private void refuseForeignFiles() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      List<Path> foreign =
          files.filter(file -> !BEFORE_MARKER.contains(file.getFileName().toString())).toList();
      if (!foreign.isEmpty()) {
        throw new StartRefusedException(
            ExitCode.DATA_UNUSABLE,
            root + " holds other files and is no Medseal data directory. Choose an empty one.");
      }
    }
  }

  private void make() throws IOException {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    write(SECRET, secret);
    // Last: a directory with a marker is whole.
    write(MARKER, (VERSION + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void checkVersion() throws IOException {
    String text = Files.readString(root.resolve(MARKER), StandardCharsets.US_ASCII).strip();
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new StartRefusedException(
          ExitCode.DATA_UNUSABLE, "The file " + root.resolve(MARKER) + " is damaged.");
    }
    int version = Integer.parseInt(text);
    if (version > VERSION) {
      throw new StartRefusedException(
          ExitCode.DATA_NEWER,
          "The data directory %s was written by a newer version of Medseal (layout %d, this one reads %d). Start that version."
              .formatted(root, version, VERSION));
    }
    if (Files.size(root.resolve(SECRET)) != SECRET_BYTES) {
      throw new StartRefusedException(
          ExitCode.DATA_UNUSABLE, "The file " + root.resolve(SECRET) + " is damaged.");
    }
    makeTemporary();
  }

  /** What a process that was killed left there is of no use to anybody. */
  private void makeTemporary() throws IOException {
    if (Files.isDirectory(temporary())) {
      try (Stream<Path> left = Files.list(temporary())) {
        for (Path file : left.filter(Files::isRegularFile).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } else {
      Files.createDirectory(temporary(), OwnerOnly.folder());
    }
  }

  private void write(String name, byte[] content) throws IOException {
    Path fresh = root.resolve(name + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel out =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.file())) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(fresh, root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel directory = FileChannel.open(root, StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  private static StartRefusedException none(Path root) {
    return new StartRefusedException(
        ExitCode.DATA_UNUSABLE, "There is no Medseal data directory at " + root + ".");
  }

  private static StartRefusedException unusable(Path root, IOException e) {
    String why = e.getClass().getSimpleName().replace("Exception", "");
    return new StartRefusedException(
        ExitCode.DATA_UNUSABLE,
        "The data directory " + root + " can't be used (" + why + ": " + e.getMessage() + ").");
  }
}
