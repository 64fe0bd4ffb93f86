package io.medseal.client.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/**
 * What the system says of a file at one moment. Two that are equal, before and after the file was
 * read, mean that nobody wrote to it or put another in its place meanwhile, even if its size and
 * its time of modification were restored: where the system keeps one, the time of the last change
 * of any kind can't be.
 *
 * @param size in bytes
 * @param modified when its content was last changed, as far as that was not set
 * @param changed when anything of it was last changed; absent where the system does not keep it
 * @param identity which file it is, whatever its name; absent where the system does not tell
 */
public record FileState(
    long size, Instant modified, Optional<Instant> changed, Optional<Object> identity) {

  /**
   * Of the file at that path, links followed.
   *
   * @throws IOException if it is not there, or can't be looked at
   */
  public static FileState of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    boolean keepsChanges = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    return new FileState(
        attributes.size(),
        attributes.lastModifiedTime().toInstant(),
        keepsChanges
            ? Optional.of(((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant())
            : Optional.empty(),
        Optional.ofNullable(attributes.fileKey()));
  }
}
