package io.medseal.client.problems;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * Why a file could not be read or written, in a few words. An exception's message is none: that of
 * most file systems' exceptions is the file's name alone.
 */
final class Reason {
  private Reason() {}

  static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "no permission";
      case NotDirectoryException _ -> "it is not a folder";
      case FileAlreadyExistsException _ -> "there is something of that name already";
      case FileSystemException known when known.getReason() != null -> sentence(known.getReason());
      case FileSystemException _ -> "the file system gave no reason";
      default -> e.getMessage() == null ? "input or output failed" : sentence(e.getMessage());
    };
  }

  /** The file that it is about, which may lie below the one that was asked for. */
  static Path file(Path asked, IOException e) {
    if (e instanceof FileSystemException known && known.getFile() != null) {
      Path about = asked.resolveSibling(known.getFile());
      return about.startsWith(asked) ? about : asked;
    }
    return asked;
  }

  /** A full stop follows. */
  private static String sentence(String reason) {
    return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
  }
}
