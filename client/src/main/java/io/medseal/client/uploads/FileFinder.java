package io.medseal.client.uploads;

import io.medseal.client.dicom.DicomHeader;
import io.medseal.client.dicom.DicomReader;
import io.medseal.client.media.MediaTypes;
import io.medseal.client.problems.DicomException;
import io.medseal.client.problems.LocalFileException;
import io.medseal.client.problems.SourceException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the files below paths and looks at what they are. Collects remarks on what it leaves out.
 */
final class FileFinder {
  private static final Set<String> CLUTTER =
      Set.of("thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx", "$recycle.bin");

  private final List<String> remarks = new ArrayList<>();
  private final TreeMap<String, Integer> leftOut = new TreeMap<>();
  private final Set<Path> seen = new HashSet<>();

  /** Remarks, one sentence each. */
  List<String> remarks() {
    List<String> all = new ArrayList<>(remarks);
    leftOut.forEach(
        (what, count) -> all.add("Left out: " + count + " " + what + (count == 1 ? "." : "s.")));
    return all;
  }

  /**
   * All files, in the order of their names.
   *
   * @throws LocalFileException.CannotRead if there is nothing at the path
   * @throws SourceException.Unreadable if a file can't be read
   */
  List<FoundFile> find(Path given) {
    Path path = given.toAbsolutePath().normalize();
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isDirectory()) {
        return seen.add(path)
            ? List.of(look(path, path.getFileName().toString(), attributes))
            : List.of();
      }
      List<FoundFile> found = new ArrayList<>();
      for (Path file : below(path)) {
        BasicFileAttributes own = Files.readAttributes(file, BasicFileAttributes.class);
        if (!own.isRegularFile()) {
          leave("special file");
        } else if (seen.add(file)) {
          found.add(look(file, name(path, file), own));
        }
      }
      return found;
    } catch (NoSuchFileException e) {
      throw new LocalFileException.CannotRead(Path.of(e.getFile()), "there is no such file", e);
    } catch (IOException e) {
      throw new LocalFileException.CannotRead(path, reason(e), e);
    }
  }

  private List<Path> below(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            if (!dir.equals(folder) && isClutter(dir)) {
              leave("hidden folder");
              return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isClutter(file)) {
              leave("hidden file");
            } else if (file.getFileName().toString().equalsIgnoreCase("DICOMDIR")) {
              leave("DICOMDIR index");
            } else {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(NaturalOrder.BY_NAME);
    return files;
  }

  private FoundFile look(Path file, String name, BasicFileAttributes attributes) {
    Optional<DicomHeader> dicom;
    try {
      dicom = DicomReader.read(file);
    } catch (DicomException e) {
      remarks.add(file.getFileName() + ": " + e.getMessage() + " It is uploaded as it is.");
      dicom = Optional.empty();
    }
    return new FoundFile(
        file,
        name,
        dicom.isPresent() ? MediaTypes.DICOM : MediaTypes.detect(file),
        attributes.size(),
        attributes.lastModifiedTime().toInstant(),
        dicom);
  }

  private void leave(String what) {
    leftOut.merge(what, 1, Integer::sum);
  }

  private static boolean isClutter(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") || CLUTTER.contains(name.toLowerCase(Locale.ROOT));
  }

  private static String name(Path folder, Path file) {
    List<String> segments = new ArrayList<>();
    folder.relativize(file).forEach(segment -> segments.add(segment.toString()));
    return String.join("/", segments);
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "no permission"
        : e.getMessage() == null ? "input failed" : e.getMessage();
  }
}
