package io.medseal.cli.offline;

import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.seal.SealException;
import io.medseal.seal.files.OfflinePublicKey;
import io.medseal.seal.files.OfflineSecretKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Reads and writes key files. */
final class KeyFiles {
  private static final long LARGEST = 256 << 10;
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String SECRET = "MEDSEAL-SECRET-KEY-";
  private static final String PUBLIC = "medseal-key-";

  private KeyFiles() {}

  /** Keys as somebody names them: a file that holds some, or the text of one. */
  static List<OfflinePublicKey> publicKeys(String keyOrFile) {
    boolean isText = keyOrFile.startsWith(PUBLIC) && keyOrFile.contains(" ");
    String text = isText ? keyOrFile : text(Path.of(keyOrFile));
    String where = isText ? "The key given with --to" : keyOrFile;
    if (text.contains(SECRET)) {
      throw new CommandException(
          ExitCode.USAGE,
          where + " is a secret key, which nobody else must have; use its '.pub' file with --to.");
    }
    try {
      List<OfflinePublicKey> keys = OfflinePublicKey.parseAll(text);
      if (keys.isEmpty()) {
        throw new CommandException(
            ExitCode.USAGE, where + " holds no key; use a '.pub' file that keygen wrote.");
      }
      return keys;
    } catch (SealException.Malformed _) {
      throw new CommandException(
          ExitCode.USAGE,
          where + " is not a whole public key; use the '.pub' file that keygen wrote.");
    }
  }

  static OfflineSecretKey secretKey(Path file) {
    String text = text(file);
    try {
      return OfflineSecretKey.parse(text);
    } catch (SealException.Malformed _) {
      throw new CommandException(
          ExitCode.USAGE,
          text.contains(PUBLIC)
              ? file + " is a public key, which opens nothing; use the secret key with --key."
              : file + " is not a whole secret key; use the file that keygen wrote.");
    }
  }

  /** Writes a file that only its owner can read, where the file system knows owners. */
  static void writeSecret(Path file, String text, boolean force) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    write(file, text, force, attributes);
  }

  static void writePublic(Path file, String text, boolean force) {
    write(file, text, force);
  }

  private static void write(Path file, String text, boolean force, FileAttribute<?>... attributes) {
    try {
      if (force) {
        Files.deleteIfExists(file);
      }
      Set<OpenOption> options =
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
      try (WritableByteChannel out = FileChannel.open(file, options, attributes)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
        throw new CommandException(ExitCode.USAGE, file + " is too large to be a key file.");
      }
      // Another encoding than UTF-8 yields characters that no key has.
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
