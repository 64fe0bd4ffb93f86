package io.medseal.server.platform.blobs;

import io.medseal.server.platform.files.OwnerOnly;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Blobs in a directory of a local file system: {@code ab/cd/abcd….partial} while parts arrive,
 * {@code ab/cd/abcd….blob} afterwards. A part is written at its place and forced to the device;
 * completing is one atomic rename. A name is on the device when its directory has been forced too.
 */
public final class DirectoryBlobs implements Blobs {
  private static final String PARTIAL = ".partial";
  private static final String COMPLETE = ".blob";

  /** Beside the directory; locked by those who read from outside, and by each removal. */
  private static final String HELD = "held";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final Path root;

  /** Removals one after the other: a process has a file's lock once. */
  private final Object removing = new Object();

  /** Directories and partial files whose names are known to be on the device. */
  private final Set<Path> lasting = ConcurrentHashMap.newKeySet();

  private DirectoryBlobs(Path root) {
    this.root = root;
  }

  /** In {@code root}, which is made if need be. */
  public static DirectoryBlobs in(Path root) throws IOException {
    Files.createDirectories(root, OwnerOnly.folder());
    OwnerOnly.make(root.resolveSibling(HELD));
    force(root.getParent());
    return new DirectoryBlobs(root);
  }

  /** In {@code root} as it is. */
  public static DirectoryBlobs existing(Path root) {
    return new DirectoryBlobs(root);
  }

  /**
   * Keeps all blobs where they are until it is closed or this process ends: no service removes one.
   *
   * @param root where a service may be running
   */
  public static Closeable hold(Path root) throws IOException {
    Path held = root.resolveSibling(HELD);
    if (!Files.exists(held)) {
      return () -> {}; // none has run there
    }
    FileChannel channel = FileChannel.open(held, StandardOpenOption.READ);
    try {
      lockShared(channel);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Waits for removals of other processes, and of this one, of which none takes long. */
  private static void lockShared(FileChannel channel) throws IOException {
    Instant last = Instant.now().plus(LONGEST_WAIT);
    while (true) {
      try {
        channel.lock(0, Long.MAX_VALUE, true);
        return;
      } catch (OverlappingFileLockException e) {
        if (Instant.now().isAfter(last)) {
          throw new IOException("this process keeps the blobs for itself", e);
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  @Override
  public Part part(BlobName name, int index) throws IOException {
    Path partial = path(name, PARTIAL);
    makeDirectory(partial.getParent());
    return new FilePart(
        partial,
        FileChannel.open(
            partial, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE), OwnerOnly.file()),
        (long) index * PART_BYTES);
  }

  private final class FilePart implements Part {
    private final Path partial;
    private final FileChannel channel;
    private long at;

    private FilePart(Path partial, FileChannel channel, long at) {
      this.partial = partial;
      this.channel = channel;
      this.at = at;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(true);
      // Not only by who made the file: that one may not have come as far as this yet.
      if (!lasting.contains(partial)) {
        DirectoryBlobs.force(partial.getParent());
        lasting.add(partial);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  @Override
  public void complete(BlobName name, long length) throws IOException {
    Path partial = path(name, PARTIAL);
    Path complete = path(name, COMPLETE);
    if (!Files.exists(complete)) {
      if (!Files.exists(partial) || Files.size(partial) != length) {
        throw new IOException("a blob has not the length of its parts");
      }
      Files.move(partial, complete, StandardCopyOption.ATOMIC_MOVE);
    } else if (Files.size(complete) != length) {
      throw new IOException("a complete blob has another length");
    }
    // Also where the rename was done before: a crash may have come between the two.
    force(complete.getParent());
    lasting.remove(partial);
  }

  @Override
  public Optional<Long> length(BlobName name) throws IOException {
    try {
      return Optional.of(Files.size(path(name, COMPLETE)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public void read(BlobName name, long offset, long length, WritableByteChannel out)
      throws IOException {
    copy(path(name, COMPLETE), offset, length, out);
  }

  @Override
  public void readPart(BlobName name, int index, int length, WritableByteChannel out)
      throws IOException {
    copy(path(name, PARTIAL), (long) index * PART_BYTES, length, out);
  }

  private static void copy(Path file, long offset, long length, WritableByteChannel out)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long position = offset;
      long left = length;
      while (left > 0) {
        long sent = channel.transferTo(position, left, out);
        if (sent <= 0) {
          throw new EOFException("a blob is shorter than it should be");
        }
        position += sent;
        left -= sent;
      }
    }
  }

  @Override
  public Optional<Path> file(BlobName name) {
    return Optional.of(path(name, COMPLETE));
  }

  @Override
  public void delete(BlobName name) throws IOException {
    synchronized (removing) {
      try (FileChannel channel =
              FileChannel.open(root.resolveSibling(HELD), StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock == null) {
          throw new HeldException();
        }
        remove(name);
      } catch (OverlappingFileLockException _) {
        throw new HeldException(); // by this process
      }
    }
  }

  private void remove(BlobName name) throws IOException {
    Path partial = path(name, PARTIAL);
    boolean gone = Files.deleteIfExists(partial);
    gone |= Files.deleteIfExists(path(name, COMPLETE));
    lasting.remove(partial);
    if (gone) {
      force(partial.getParent());
    }
  }

  @Override
  public List<Stored> list() throws IOException {
    List<Stored> stored = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root).filter(Files::isRegularFile)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        boolean complete = name.endsWith(COMPLETE);
        if (complete || name.endsWith(PARTIAL)) {
          BlobName blob = new BlobName(name.substring(0, name.indexOf('.')));
          stored.add(new Stored(blob, complete, Files.size(file)));
        }
      }
    }
    return stored;
  }

  @Override
  public Space space() {
    try {
      FileStore store = Files.getFileStore(root);
      return new Space(store.getTotalSpace(), store.getUsableSpace());
    } catch (IOException _) {
      return new Space(Long.MAX_VALUE, Long.MAX_VALUE); // writing will tell
    }
  }

  @Override
  public boolean isWritable() {
    try {
      Path probe = Files.createTempFile(root, "probe", ".temporary");
      try {
        Files.write(probe, new byte[] {1});
        return true;
      } finally {
        Files.delete(probe);
      }
    } catch (IOException _) {
      return false;
    }
  }

  private Path path(BlobName name, String ending) {
    return root.resolve(name.text().substring(0, 2))
        .resolve(name.text().substring(2, 4))
        .resolve(name.text() + ending);
  }

  private void makeDirectory(Path directory) throws IOException {
    if (directory.equals(root) || lasting.contains(directory)) {
      return;
    }
    makeDirectory(directory.getParent());
    try {
      Files.createDirectory(directory, OwnerOnly.folder());
    } catch (FileAlreadyExistsException _) {
      // made before, but perhaps its name was not forced
    }
    force(directory.getParent());
    lasting.add(directory);
  }

  private static void force(Path directory) throws IOException {
    if (java.io.File.separatorChar == '\\') {
      return; // Windows cannot open a directory; its file system keeps a log of renames itself
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
