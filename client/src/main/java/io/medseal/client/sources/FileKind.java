package io.medseal.client.sources;

import io.medseal.client.problems.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What lies at a path. Only files have a size before they are read, and an end. */
public enum FileKind {
  FILE("file"),
  FOLDER("folder"),
  LINK("link"),
  PIPE("pipe"),
  SOCKET("socket"),
  DEVICE("device"),
  OTHER("special file");

  private static final int TYPE = 0170000;

  private final String word;

  FileKind(String word) {
    this.word = word;
  }

  /** In sentences, after "a". */
  public String word() {
    return word;
  }

  /**
   * What is at that path.
   *
   * @param options whether a link is followed
   * @throws IOException if there is nothing, or it cannot be looked at
   */
  public static FileKind of(Path path, LinkOption... options) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, options);
    if (attributes.isRegularFile()) {
      return FILE;
    }
    if (attributes.isSymbolicLink()) {
      return LINK;
    }
    if (attributes.isDirectory()) {
      return FOLDER;
    }
    return path.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? ofMode((int) Files.getAttribute(path, "unix:mode", options))
        : OTHER;
  }

  /**
   * Refuses what is neither a file nor a folder, links followed.
   *
   * @throws InputException.NotAFile for a pipe, a device and the like
   * @throws IOException if there is nothing, or it cannot be looked at
   */
  public static void requireFileOrFolder(Path path) throws IOException {
    FileKind kind = of(path);
    switch (kind) {
      case FILE, FOLDER -> {}
      case LINK, PIPE, SOCKET, DEVICE, OTHER -> throw new InputException.NotAFile(path, kind.word);
    }
  }

  /** The types of stat(2). */
  private static FileKind ofMode(int mode) {
    return switch (mode & TYPE) {
      case 0010000 -> PIPE;
      case 0020000, 0060000 -> DEVICE;
      case 0140000 -> SOCKET;
      default -> OTHER;
    };
  }
}
