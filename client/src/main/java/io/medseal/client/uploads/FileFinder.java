package io.medseal.client.uploads;

import io.medseal.client.dicom.DicomHeader;
import io.medseal.client.dicom.DicomReader;
import io.medseal.client.media.MediaTypes;
import io.medseal.client.problems.DicomException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.LocalFileException;
import io.medseal.client.problems.SourceException;
import io.medseal.client.sources.FileKind;
import io.medseal.client.sources.FileState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the files below paths and looks at what they are. Collects remarks on what it leaves out.
 *
 * <p>What is named itself has to be a file or a folder, directly or by a link. In a folder, a link
 * is not followed, wherever it leads: nobody sees in a folder what lies outside of it.
 */
final class FileFinder {
  private static final Set<String> CLUTTER =
      Set.of("thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx", "$recycle.bin");

  private final boolean wholeDiscs;
  private final List<String> remarks = new ArrayList<>();
  private final LeftOut leftOut = new LeftOut();
  private final Set<Path> seen = new HashSet<>();

  /**
   * A search.
   *
   * @param wholeDiscs also takes what discs bring besides the patient's files
   */
  FileFinder(boolean wholeDiscs) {
    this.wholeDiscs = wholeDiscs;
  }

  /** How many files of discs were left out. */
  int discFiles() {
    return leftOut.count(LeftOut.Why.DISC);
  }

  /** Remarks, one sentence each. */
  List<String> remarks() {
    List<String> all = new ArrayList<>(remarks);
    all.addAll(leftOut.remarks());
    return all;
  }

  /**
   * All files, in the order of their names.
   *
   * @throws LocalFileException.CannotRead if there is nothing at the path
   * @throws InputException.NotAFile if there is a pipe, a device or the like
   * @throws SourceException.Unreadable if a file can't be read
   */
  List<FoundFile> find(Path given) {
    Path path = given.toAbsolutePath().normalize();
    try {
      FileKind.requireFileOrFolder(path);
      if (!Files.isDirectory(path)) {
        return seen.add(path) ? List.of(look(path, path.getFileName().toString())) : List.of();
      }
      List<FoundFile> found = new ArrayList<>();
      Path folder = Files.isSymbolicLink(path) ? path.toRealPath() : path;
      List<Path> files = below(folder);
      DiscFiles discs = new DiscFiles(files);
      for (Path file : files) {
        if (isIndex(file) && !wholeDiscs) {
          leftOut.add(LeftOut.Why.DISC, name(folder, file));
        } else if (seen.add(file)) {
          FoundFile one = look(file, name(folder, file));
          if (one.dicom().isEmpty() && !wholeDiscs && discs.isOwn(file)) {
            leftOut.add(LeftOut.Why.DISC, one.name());
          } else {
            found.add(one);
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new LocalFileException.CannotRead(path, e);
    }
  }

  private List<Path> below(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            Optional<LeftOut.Why> why =
                dir.equals(folder) ? Optional.empty() : whyNot(dir, LeftOut.Why.HIDDEN_FOLDER);
            why.ifPresent(known -> leftOut.add(known, name(folder, dir)));
            return why.isPresent() ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Optional<LeftOut.Why> why = whyNotFile(file);
            why.ifPresentOrElse(
                known -> leftOut.add(known, name(folder, file)), () -> files.add(file));
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(NaturalOrder.BY_NAME);
    return files;
  }

  private static Optional<LeftOut.Why> whyNotFile(Path file) throws IOException {
    Optional<LeftOut.Why> why = whyNot(file, LeftOut.Why.HIDDEN_FILE);
    if (why.isPresent()) {
      return why;
    }
    FileKind kind = FileKind.of(file, LinkOption.NOFOLLOW_LINKS);
    return kind == FileKind.FILE ? Optional.empty() : Optional.of(LeftOut.Why.kind(kind));
  }

  /** By its name. */
  private static Optional<LeftOut.Why> whyNot(Path path, LeftOut.Why hidden) {
    if (isClutter(path)) {
      return Optional.of(hidden);
    }
    return isText(path.getFileName()) ? Optional.empty() : Optional.of(LeftOut.Why.NAME);
  }

  /** A name that is not text would be another one in the report, and in a journal. */
  private static boolean isText(Path name) {
    String text = name.toString();
    try {
      return name.equals(name.getFileSystem().getPath(text))
          && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    } catch (InvalidPathException _) {
      return false;
    }
  }

  private FoundFile look(Path file, String name) throws IOException {
    FileState state = FileState.of(file);
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
        state.size(),
        state.modified(),
        dicom);
  }

  private static boolean isIndex(Path file) {
    return file.getFileName().toString().equalsIgnoreCase("DICOMDIR");
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
}
