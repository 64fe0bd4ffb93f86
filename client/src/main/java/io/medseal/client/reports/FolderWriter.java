package io.medseal.client.reports;

import io.medseal.client.problems.LocalFileException;
import io.medseal.client.problems.TrustException;
import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.manifests.ManifestFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes files of a report into a folder: all of them under hidden temporary names first, flushed
 * to the disk; then each gets its name in one step. When anything fails before, nothing is left.
 */
final class FolderWriter implements AutoCloseable {
  private final ReportId report;
  private final List<ManifestFile> files;
  private final List<Path> targets;
  private final Path folder;
  private final Path temporary;
  private final boolean overwrite;

  private int current;
  private long written;
  private @Nullable FileChannel out;

  /**
   * Begins.
   *
   * @param files in the order in which their bytes will come
   * @param names of the files below the folder, already safe
   * @throws LocalFileException if the folder can't be written, or a file is there and may not be
   *     replaced
   */
  FolderWriter(
      ReportId report,
      List<ManifestFile> files,
      List<String> names,
      Path folder,
      boolean overwrite) {
    this.report = report;
    this.files = files;
    this.folder = folder;
    this.overwrite = overwrite;
    this.targets = names.stream().map(folder::resolve).toList();
    for (Path target : targets) {
      refuseExisting(target);
    }
    try {
      Files.createDirectories(folder);
      this.temporary = Files.createTempDirectory(folder, ".medseal-");
    } catch (IOException e) {
      throw new LocalFileException.CannotWrite(folder, e);
    }
  }

  /** Takes the next bytes of the files, in order and verified. */
  void write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        finishWhole();
        long left = files.get(current).size() - written;
        ByteBuffer piece = bytes.slice(bytes.position(), (int) Math.min(left, bytes.remaining()));
        bytes.position(bytes.position() + piece.remaining());
        written += piece.remaining();
        FileChannel to = out();
        while (piece.hasRemaining()) {
          to.write(piece);
        }
      }
    } catch (IOException e) {
      throw new LocalFileException.CannotWrite(
          targets.get(Math.min(current, targets.size() - 1)), e);
    }
  }

  /**
   * Ends: flushes the last file and gives all of them their names.
   *
   * @return what was written, in order
   */
  List<Path> finish() {
    try {
      finishWhole();
      if (current != files.size()) {
        throw new TrustException.ChangedParts(
            ReportVerifier.brief(report), "file " + files.get(current).name(), "truncated", null);
      }
      List<Path> done = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        publish(temporary.resolve(Integer.toString(i)), targets.get(i));
        done.add(targets.get(i));
      }
      flushFolder(folder);
      return done;
    } catch (IOException e) {
      throw new LocalFileException.CannotWrite(folder, e);
    }
  }

  /** Removes what is temporary. */
  @Override
  public void close() {
    try {
      if (out != null) {
        out.close();
      }
      try (Stream<Path> left = Files.walk(temporary)) {
        for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException e) {
      throw new LocalFileException.CannotWrite(temporary, e);
    }
  }

  /** Flushes and closes every file that is whole, empty ones included. */
  private void finishWhole() throws IOException {
    while (current < files.size() && written == files.get(current).size()) {
      FileChannel whole = out();
      whole.force(true);
      whole.close();
      out = null;
      written = 0;
      current++;
    }
  }

  private FileChannel out() throws IOException {
    if (out == null) {
      out =
          FileChannel.open(
              temporary.resolve(Integer.toString(current)),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE);
    }
    return out;
  }

  private void publish(Path from, Path target) throws IOException {
    Path parent = target.getParent();
    makeFolders(target);
    if (overwrite) {
      Files.move(from, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      try {
        Files.createLink(target, from); // unlike a move, refuses a file that is there
        Files.delete(from);
      } catch (FileAlreadyExistsException _) {
        throw new LocalFileException.AlreadyThere(target);
      } catch (UnsupportedOperationException | IOException _) {
        refuseExisting(target);
        Files.move(from, target); // file systems without links
      }
    }
    flushFolder(parent);
  }

  /** One by one, so that none is made behind a link that leads out of the folder. */
  private void makeFolders(Path target) throws IOException {
    Path at = folder;
    for (Path segment : folder.relativize(target.getParent())) {
      at = at.resolve(segment);
      if (!Files.exists(at)) {
        Files.createDirectory(at);
      }
      if (!at.toRealPath().startsWith(folder.toRealPath())) {
        throw new LocalFileException.CannotWrite(target, "a link leads out of the folder");
      }
    }
  }

  private void refuseExisting(Path target) {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!overwrite || Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new LocalFileException.AlreadyThere(target);
    }
  }

  private static void flushFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
        opened.force(true);
      }
    }
  }
}
