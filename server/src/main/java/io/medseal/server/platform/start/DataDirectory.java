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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
 * held            locked while a backup or a check reads bodies, and by each removal of one
 * library/        the database driver's native library
 * reserve         room for what must go on when the storage is full
 * temporary/      for what is received and sent
 * confirmed-institutes   names that the operator has confirmed; changed by commands
 * restored        when it was restored from which backup
 * </pre>
 */
public final class DataDirectory implements AutoCloseable {
  /** The layout that this version reads and writes. */
  public static final int VERSION = 1;

  /** The name of the database's file. */
  public static final String DATABASE = "medseal.db";

  private static final int SECRET_BYTES = 32;
  private static final String LOCK = "lock";
  static final String MARKER = "version";
  static final String SECRET = "service-secret";

  /** In the place of {@link #MARKER}, in a backup. */
  static final String BACKUP = "backup";

  /** What a process that died while it made the directory may have left there. */
  private static final Set<String> BEFORE_MARKER =
      Set.of(LOCK, MARKER + ".new", SECRET, SECRET + ".new");

  private final Path root;
  private final @Nullable FileChannel channel;
  private final @Nullable FileLock lock;

  private DataDirectory(Path root, @Nullable FileChannel channel, @Nullable FileLock lock) {
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
      if (isBackup(root)) {
        throw new StartRefusedException(
            ExitCode.DATA_UNUSABLE,
            root
                + " is a backup, and stays one: restore it into a new folder ('medseal restore').");
      }
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
        data.requireVersion();
        data.makeTemporary();
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
   * Opens a directory to read it, without a byte of it being changed; a service may be using it,
   * and it may be a backup. Where none is, none starts until this is closed.
   *
   * @throws StartRefusedException if it is not there, of a newer version or broken
   */
  public static DataDirectory reading(Path root) {
    if (!isBackup(root)) {
      requireExisting(root);
    }
    try {
      DataDirectory data = shared(root);
      try {
        data.requireVersion();
        if (isBackup(root) && data.isInUse()) {
          throw inUse(root); // it is being made anew
        }
        return data;
      } catch (IOException | RuntimeException e) {
        data.close();
        throw e;
      }
    } catch (IOException e) {
      throw unusable(root, e);
    }
  }

  /** Whether a directory is a backup, which no service runs on. */
  public static boolean isBackup(Path root) {
    return Files.isRegularFile(root.resolve(BACKUP));
  }

  static byte[] marker() {
    return (VERSION + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether a service is using it. */
  public boolean isInUse() {
    return channel != null && lock == null;
  }

  private static DataDirectory shared(Path root) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.READ);
    } catch (NoSuchFileException _) {
      return new DataDirectory(root, null, null);
    }
    try {
      return new DataDirectory(root, channel, channel.tryLock(0, Long.MAX_VALUE, true));
    } catch (OverlappingFileLockException _) {
      return new DataDirectory(root, channel, null);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
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

  Path file(String name) {
    return root.resolve(name);
  }

  /** The database's file. */
  public Path database() {
    return root.resolve(DATABASE);
  }

  /** Where sealed bodies lie. */
  public Path blobs() {
    return root.resolve("blobs");
  }

  /** The file that keeps room back. */
  public Path reserve() {
    return root.resolve("reserve");
  }

  /** Where the database driver's native library lies. */
  public Path library() {
    return libraryOf(root);
  }

  /** As {@link #library}, of a directory that a service may be using. */
  public static Path libraryOf(Path root) {
    return root.resolve("library");
  }

  /** When it was restored from which backup. */
  public Restorations restorations() {
    return new Restorations(root);
  }

  /** Notes in the directory of a service, which may be running, that it was restored. */
  public static void noteRestored(Path root, Restorations.Restoration restoration) {
    requireExisting(root);
    try {
      new DataDirectory(root, null, null).addRestored(restoration);
    } catch (IOException e) {
      throw unusable(root, e);
    }
  }

  void addRestored(Restorations.Restoration restoration) throws IOException {
    String all = Restorations.read(file(Restorations.FILE)) + restoration.line();
    write(Restorations.FILE, all.getBytes(StandardCharsets.US_ASCII));
  }

  /** For files that nobody needs after the process has ended. */
  public Path temporary() {
    return root.resolve("temporary");
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
      if (channel != null && channel.isOpen()) {
        if (lock != null) {
          lock.release();
        }
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DataDirectory locked(Path root) throws IOException {
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
      throw inUse(root);
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
    write(MARKER, marker());
  }

  private void requireVersion() throws IOException {
    Path marker = root.resolve(isBackup(root) ? BACKUP : MARKER);
    String text = Files.readString(marker, StandardCharsets.US_ASCII).strip();
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new StartRefusedException(
          ExitCode.DATA_UNUSABLE, "The file " + marker + " is damaged.");
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

  void write(String name, byte[] content) throws IOException {
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

  private static StartRefusedException inUse(Path root) {
    return new StartRefusedException(
        ExitCode.DATA_IN_USE, "Another Medseal process is using the data directory " + root + ".");
  }

  private static StartRefusedException none(Path root) {
    return new StartRefusedException(
        ExitCode.DATA_UNUSABLE, "There is no Medseal data directory at " + root + ".");
  }

  static StartRefusedException unusable(Path root, IOException e) {
    String why = e.getClass().getSimpleName().replace("Exception", "");
    return new StartRefusedException(
        ExitCode.DATA_UNUSABLE,
        "The data directory " + root + " can't be used (" + why + ": " + e.getMessage() + ").");
  }
}
