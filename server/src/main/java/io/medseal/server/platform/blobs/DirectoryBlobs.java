package io.medseal.server.platform.blobs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Blobs in a directory of a local file system: {@code ab/cd/abcd….partial} while parts arrive,
 * {@code ab/cd/abcd….blob} afterwards. A part is written at its place and forced to the device;
 * completing is one atomic rename, and the directory is forced too.
 */
public final class DirectoryBlobs implements Blobs {
  private static final long PART_BYTES = 8L * 1024 * 1024;
  private static final int CHUNK = 256 * 1024;
  private static final String PARTIAL = ".partial";
  private static final String COMPLETE = ".blob";

  private final Path root;

  /** In {@code root}, which is made if need be. */
  public DirectoryBlobs(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root);
  }

  @Override
  public void putPart(BlobName name, int index, InputStream body, int length) throws IOException {
    Path partial = path(name, PARTIAL);
    makeDirectories(partial.getParent());
    boolean fresh = !Files.exists(partial);
    try (FileChannel channel =
        FileChannel.open(partial, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      byte[] chunk = new byte[Math.min(CHUNK, Math.max(length, 1))];
      long position = index * PART_BYTES;
      int left = length;
      while (left > 0) {
        int read = body.readNBytes(chunk, 0, Math.min(chunk.length, left));
        if (read == 0) {
          throw new EOFException("the part ended " + left + " bytes early");
        }
        ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, read);
        while (bytes.hasRemaining()) {
          position += channel.write(bytes, position);
        }
        left -= read;
      }
      channel.force(true);
    }
    if (fresh) {
      force(partial.getParent());
    }
  }

  @Override
  public void complete(BlobName name, long length) throws IOException {
    Path partial = path(name, PARTIAL);
    Path complete = path(name, COMPLETE);
    if (Files.exists(complete) && Files.size(complete) == length) {
      return; // a crash came between the rename and whoever asked for it
    }
    if (!Files.exists(partial) || Files.size(partial) != length) {
      throw new IOException("a blob has not the length of its parts");
    }
    Files.move(partial, complete, StandardCopyOption.ATOMIC_MOVE);
    force(complete.getParent());
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
    try (FileChannel channel = FileChannel.open(path(name, COMPLETE), StandardOpenOption.READ)) {
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

  /** The file that holds a complete blob, for a server that can send files by itself. */
  public Path file(BlobName name) {
    return path(name, COMPLETE);
  }

  @Override
  public void delete(BlobName name) throws IOException {
    boolean gone = Files.deleteIfExists(path(name, PARTIAL));
    gone |= Files.deleteIfExists(path(name, COMPLETE));
    if (gone) {
      force(path(name, COMPLETE).getParent());
    }
  }

  @Override
  public List<Stored> list() throws IOException {
    List<Stored> stored = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile).sorted()::iterator) {
        String name = file.getFileName().toString();
        boolean complete = name.endsWith(COMPLETE);
        if (complete || name.endsWith(PARTIAL)) {
          stored.add(
              new Stored(
                  new BlobName(name.substring(0, name.indexOf('.'))), complete, Files.size(file)));
        }
      }
    }
    return stored;
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

  private void makeDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (!directory.getParent().equals(root)) {
      makeDirectories(directory.getParent());
    }
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException _) {
      return; // another upload was quicker
    }
    force(directory.getParent());
  }

  private static void force(Path directory) throws IOException {
    if (java.io.File.separatorChar == '\\') {
      return; // Windows cannot open a directory; its file systems log renames themselves
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
