package io.medseal.demo.folder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The folder in which a demo keeps everything.
 *
 * <p><b>Guarantees.</b> Nothing is written to or deleted from a folder that the demo has not made
 * itself: such a folder holds the demo's mark, which is the first file to come and never goes. Only
 * one process has the folder open. Only its owner may read it, where the system knows owners.
 */
public final class DemoFolder implements AutoCloseable {
  static final String MARK = "medseal-demo.properties";

  private static final String DRAFT = MARK + ".draft";
  private static final String LOCK = "medseal-demo.lock";
  private static final String FORMAT = "format";
  private static final String FORMAT_NOW = "1";
  private static final String STATE = "state";
  private static final String FILLING = "filling";
  private static final String READY = "ready";

  private final Path root;
  private final FileChannel lock;
  private final Properties facts = new Properties();

  /** What is in the folder. */
  public enum State {
    /** Nothing. */
    EMPTY,
    /** A demo that was cut short while it was filled. */
    UNFINISHED,
    /** A complete demo. */
    COMPLETE,
    /** A demo that another version made. */
    OTHER_VERSION
  }

  /** Why a folder can't be used, in one sentence for the person at the keyboard. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String sentence) {
      super(sentence);
    }
  }

  private DemoFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Opens the folder, or makes it. What is in it stays.
   *
   * @throws RefusedException if it holds anything but a demo, or is in use
   */
  public static DemoFolder open(Path folder) throws IOException, RefusedException {
    Path root = folder.toAbsolutePath().normalize();
    if (Files.exists(root, LinkOption.NOFOLLOW_LINKS) && !isDemo(root)) {
      throw new RefusedException(
          root
              + " is not empty and not a demo's folder, so it is left alone. Name another one with"
              + " --data.");
    }
    Files.createDirectories(root);
    keepPrivate(root);
    DemoFolder opened = new DemoFolder(root, lock(root));
    try {
      opened.facts.putAll(read(root.resolve(MARK)));
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  /** What is in it. */
  public State state() {
    if (facts.isEmpty()) {
      return State.EMPTY;
    }
    if (!FORMAT_NOW.equals(facts.getProperty(FORMAT))) {
      return State.OTHER_VERSION;
    }
    return READY.equals(facts.getProperty(STATE)) ? State.COMPLETE : State.UNFINISHED;
  }

  /** Refuses to go on with what another version made. */
  public void requireThisVersion() throws RefusedException {
    if (state() == State.OTHER_VERSION) {
      throw new RefusedException(
          root + " was made by another version of the demo. Start over with --fresh.");
    }
  }

  /** Empties the folder and marks it as a demo that is being filled. */
  public void startOver() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      for (Path entry : entries.toList()) {
        if (!entry.endsWith(LOCK) && !entry.endsWith(MARK)) {
          Files.walkFileTree(entry, new Deletion());
        }
      }
    }
    facts.clear();
    facts.setProperty(FORMAT, FORMAT_NOW);
    facts.setProperty(STATE, FILLING);
    save();
  }

  /** The folder itself. */
  public Path root() {
    return root;
  }

  /** Where the cloud keeps its data. */
  public Path cloud() {
    return root.resolve("cloud");
  }

  /** Everything that the cloud prints. */
  public Path cloudLog() {
    return root.resolve("cloud.log");
  }

  /** Where the reports' files are drawn. */
  public Path files() {
    return root.resolve("files");
  }

  /** The people's profiles, one folder each. */
  public Path people() {
    return root.resolve("people");
  }

  /** What was noted under a name. */
  public Optional<String> fact(String name) {
    return Optional.ofNullable(facts.getProperty(name));
  }

  /** Notes something for later starts. */
  public void note(String name, String value) throws IOException {
    if (!value.equals(facts.getProperty(name))) {
      facts.setProperty(name, value);
      save();
    }
  }

  /** Says that the demo is complete: the next start goes on with it. */
  public void complete() throws IOException {
    note(STATE, READY);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  /** A folder that the demo may use: one with its mark, or with nothing in it. */
  private static boolean isDemo(Path root) throws IOException {
    if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (Files.isRegularFile(root.resolve(MARK), LinkOption.NOFOLLOW_LINKS)) {
      return read(root.resolve(MARK)).containsKey(FORMAT);
    }
    try (Stream<Path> entries = Files.list(root)) {
      return entries.allMatch(entry -> entry.endsWith(LOCK) || entry.endsWith(DRAFT));
    }
  }

  private static FileChannel lock(Path root) throws IOException, RefusedException {
    FileChannel channel =
        FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
    } catch (OverlappingFileLockException _) {
      // held by this process: in use all the same
    }
    channel.close();
    throw new RefusedException("A demo is running already in " + root + ".");
  }

  private static Properties read(Path mark) throws IOException {
    Properties properties = new Properties();
    if (Files.exists(mark)) {
      try (InputStream in = Files.newInputStream(mark)) {
        properties.load(in);
      } catch (IllegalArgumentException e) {
        throw new IOException(mark + " is damaged", e);
      }
    }
    return properties;
  }

  private void save() throws IOException {
    Path draft = root.resolve(DRAFT);
    try (OutputStream out = Files.newOutputStream(draft)) {
      facts.store(out, "A demo of Medseal, with the passwords of its invented people");
    }
    Files.move(
        draft,
        root.resolve(MARK),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Deletes a tree; links are not followed. */
  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException problem) throws IOException {
      if (problem != null) {
        throw problem;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }

  private static void keepPrivate(Path root) throws IOException {
    if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
