package io.medseal.cli.failures;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Optional;

/** What went wrong with a file of this computer, in a sentence. */
final class FileFailures {
  private FileFailures() {}

  static String sentence(IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> "There is no " + e.getFile() + "; check the name.";
      case AccessDeniedException e ->
          "This user may not read or write " + e.getFile() + "; check its permissions.";
      case FileAlreadyExistsException e ->
          e.getFile() + " is there already; choose another name or remove it.";
      case NotDirectoryException e -> e.getFile() + " is not a folder; choose another one.";
      case FileSystemException e when isFull(e) ->
          "There is no space left for " + e.getFile() + "; free some, then try again.";
      case FileSystemException e ->
          "Reading or writing "
              + e.getFile()
              + " failed ("
              + Optional.ofNullable(e.getReason()).orElse("no reason given")
              + "); check the disk.";
      case IOException e when isFull(e) ->
          "There is no space left on the disk; free some, then try again.";
      case IOException e ->
          "Reading or writing a file failed ("
              + Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName())
              + "); check the disk.";
    };
  }

  private static boolean isFull(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("not enough space")
        || message.contains("quota exceeded");
  }
}
