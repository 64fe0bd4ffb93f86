package io.medseal.client.uploads;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells what on a CD or DVD belongs to the disc and not to the patient: the index, what starts by
 * itself, viewers with all that lies in their folders, web pages, what has to be read first,
 * thumbnails. Only what is no DICOM is judged: a disc's images are never its own.
 */
final class DiscFiles {
  private static final Set<String> MARKS = Set.of("dicomdir", "autorun.inf");

  private static final Set<String> PROGRAMS =
      Set.of(
          "exe", "dll", "com", "msi", "cab", "sys", "ocx", "bat", "cmd", "ps1", "vbs", "sh", "so",
          "dylib", "jar", "class", "app");

  private static final Set<String> PAGES =
      Set.of("html", "htm", "xhtml", "css", "js", "xsl", "xslt");

  private static final Set<String> SETTINGS =
      Set.of("inf", "ini", "cfg", "conf", "config", "manifest", "reg", "lnk", "url", "ico", "cur");

  private static final Pattern TO_READ_FIRST =
      Pattern.compile(
          "(readme|read_me|read me|liesmich|lisezmoi|leeme|leggimi|licen[cs]e|lizenz|copying"
              + "|copyright|notice|changelog)[^.]*(\\.(txt|md|rtf|pdf))?");

  private static final String THUMBNAILS = "thumb";

  private final Set<Path> roots = new HashSet<>();
  private final Set<Path> viewers = new HashSet<>();

  /** Of everything that was found below a folder. */
  DiscFiles(List<Path> files) {
    for (Path file : files) {
      if (MARKS.contains(lower(file))) {
        roots.add(file.getParent());
      }
    }
    for (Path file : files) {
      String extension = extension(lower(file));
      if (PROGRAMS.contains(extension) || PAGES.contains(extension)) {
        viewers.add(file.getParent());
      }
    }
    viewers.removeAll(roots);
  }

  /** Whether a file that is no DICOM belongs to a disc. */
  boolean isOwn(Path file) {
    boolean inViewer = false;
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      inViewer |= viewers.contains(folder);
      if (roots.contains(folder)) {
        return inViewer || isOwnByName(folder.relativize(file));
      }
    }
    return false;
  }

  private static boolean isOwnByName(Path inDisc) {
    String name = lower(inDisc);
    String extension = extension(name);
    if (MARKS.contains(name)
        || PROGRAMS.contains(extension)
        || PAGES.contains(extension)
        || SETTINGS.contains(extension)
        || TO_READ_FIRST.matcher(name).matches()) {
      return true;
    }
    for (Path segment : inDisc) {
      if (lower(segment).startsWith(THUMBNAILS)) {
        return true;
      }
    }
    return false;
  }

  private static String lower(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
