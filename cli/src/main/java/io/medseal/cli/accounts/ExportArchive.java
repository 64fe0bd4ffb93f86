package io.medseal.cli.accounts;

import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One ZIP file, which only its owner may read. It has its name once it is whole: until {@link
 * #finish} it is written beside it, and {@link #close} takes away what was not finished.
 */
final class ExportArchive implements AutoCloseable {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /** The entry with the SHA-256 of all others, as {@code sha256sum -c} reads it. */
  static final String SUMS = "SHA256SUMS";

  private final Path target;
  private final Path unfinished;

  /** What is on its way into the archive; unsealed, so nobody else's, and never for long. */
  private final Path room;

  private final ZipOutputStream zip;
  private final List<String> sums = new ArrayList<>();

  private ExportArchive(Path target, Path unfinished, Path room) throws IOException {
    this.target = target;
    this.unfinished = unfinished;
    this.room = room;
    zip =
        new ZipOutputStream(
            new BufferedOutputStream(Files.newOutputStream(unfinished)), StandardCharsets.UTF_8);
    zip.setLevel(Deflater.BEST_SPEED);
  }

  /**
   * Begins an archive.
   *
   * @throws CommandException if there is something of that name, which is never replaced
   */
  static ExportArchive begin(Path target) {
    if (Files.exists(target)) {
      throw taken(target);
    }
    try {
      Path folder = Files.createDirectories(target.getParent());
      return new ExportArchive(
          target,
          Files.createTempFile(folder, ".medseal-export", ".part", attributes("rw-------")),
          Files.createTempDirectory(folder, ".medseal-export", attributes("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where files are put before {@link #take} moves them into the archive. */
  Path room() {
    return room;
  }

  /** Adds a text as an entry. */
  void write(String entry, String text) {
    add(
        entry,
        out -> {
          out.write(text.getBytes(StandardCharsets.UTF_8));
        });
  }

  /** Moves a folder and all that is in it into the archive, under that name. */
  void take(Path folder, String name) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String inside =
            folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        add(
            name + "/" + inside,
            out -> {
              try (InputStream in = Files.newInputStream(file)) {
                in.transferTo(out);
              }
            });
      }
      remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends the archive, and gives it its name.
   *
   * @throws CommandException if something has that name by now
   */
  void finish() {
    try {
      zip.putNextEntry(new ZipEntry(SUMS));
      zip.write(String.join("", sums).getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      zip.close();
      Files.createLink(target, unfinished); // never over a file that is there
    } catch (FileAlreadyExistsException _) {
      throw taken(target);
    } catch (UnsupportedOperationException | FileSystemException _) {
      move();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      try {
        zip.close();
      } finally {
        Files.deleteIfExists(unfinished);
        if (Files.exists(room)) {
          remove(room);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the file system has no second names for a file. */
  private void move() {
    try {
      if (Files.exists(target)) {
        throw taken(target);
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Content {
    void writeTo(DigestOutputStream out) throws IOException;
  }

  private void add(String entry, Content content) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      zip.putNextEntry(new ZipEntry(entry));
      content.writeTo(new DigestOutputStream(zip, hash));
      zip.closeEntry();
      sums.add(HexFormat.of().formatHex(hash.digest()) + "  " + entry + "\n");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CommandException taken(Path target) {
    return new CommandException(
        ExitCode.CONFLICT, "There is a file " + target + " already; choose another name.");
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(path);
      }
    }
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
