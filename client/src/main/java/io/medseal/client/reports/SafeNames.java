package io.medseal.client.reports;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names for files that are written to this computer. An author chooses names freely; here they
 * become such that none leaves the folder, hides, runs by itself, means a device, pretends to be of
 * another kind, or collides with another.
 */
final class SafeNames {
  private static final int MAX_SEGMENT_BYTES = 200;
  private static final Pattern UNWANTED =
      Pattern.compile("[<>:\"|?*\\\\\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cn}\\p{Co}\\p{Cs}]");
  private static final Pattern DEVICE =
      Pattern.compile(
          "(con|prn|aux|nul|conin\\$|conout\\$|com[0-9¹²³]|lpt[0-9¹²³])\\s*(\\..*)?",
          Pattern.CASE_INSENSITIVE);

  private SafeNames() {}

  /** One path below the folder for each name, in the same order, segments joined by {@code /}. */
  static List<String> of(List<String> names) {
    Set<String> files = new HashSet<>();
    Set<String> folders = new HashSet<>();
    List<String> safe = new ArrayList<>();
    for (String name : names) {
      String candidate = free(path(name), files, folders);
      files.add(folded(candidate));
      for (int slash = candidate.indexOf('/');
          slash >= 0;
          slash = candidate.indexOf('/', slash + 1)) {
        folders.add(folded(candidate.substring(0, slash)));
      }
      safe.add(candidate);
    }
    return safe;
  }

  private static String path(String name) {
    List<String> segments = new ArrayList<>();
    for (String segment : name.split("/", -1)) {
      segments.add(segment(segment));
    }
    return String.join("/", segments);
  }

  private static String segment(String raw) {
    String clean =
        UNWANTED.matcher(Normalizer.normalize(raw, Normalizer.Form.NFC)).replaceAll("_").strip();
    while (clean.endsWith(".") || clean.endsWith(" ")) {
      clean = clean.substring(0, clean.length() - 1) + "_";
    }
    if (clean.startsWith(".") || clean.startsWith("-") || clean.startsWith("~")) {
      clean = "_" + clean.substring(1);
    }
    if (DEVICE.matcher(clean).matches()) {
      clean = "_" + clean;
    }
    return clean.isEmpty() ? "_" : shortened(clean);
  }

  private static String shortened(String segment) {
    if (bytes(segment) <= MAX_SEGMENT_BYTES) {
      return segment;
    }
    int dot = segment.lastIndexOf('.');
    String ending = dot > 0 && segment.length() - dot <= 16 ? segment.substring(dot) : "";
    StringBuilder start = new StringBuilder();
    int room = MAX_SEGMENT_BYTES - bytes(ending);
    for (int point :
        segment.substring(0, segment.length() - ending.length()).codePoints().toArray()) {
      String next = Character.toString(point);
      room -= bytes(next);
      if (room < 0) {
        break;
      }
      start.append(next);
    }
    if (ending.isEmpty()) {
      while (start.charAt(start.length() - 1) == '.' || start.charAt(start.length() - 1) == ' ') {
        start.setLength(start.length() - 1); // the cut brought it to the end
      }
    }
    return start + ending;
  }

  /**
   * A file may not stand where another file or a folder is, nor below another file: the segment
   * that can't stay gets a number.
   */
  private static String free(String path, Set<String> files, Set<String> folders) {
    int slash = path.lastIndexOf('/');
    StringBuilder parents = new StringBuilder();
    if (slash >= 0) {
      for (String segment : path.substring(0, slash).split("/", -1)) {
        String folder = segment;
        for (int copy = 2; files.contains(folded(parents + folder)); copy++) {
          folder = segment + " (" + copy + ")";
        }
        parents.append(folder).append('/');
      }
    }
    String file = path.substring(slash + 1);
    String candidate = parents + file;
    for (int copy = 2;
        files.contains(folded(candidate)) || folders.contains(folded(candidate));
        copy++) {
      candidate = parents + numbered(file, copy);
    }
    return candidate;
  }

  private static String numbered(String file, int copy) {
    int dot = file.lastIndexOf('.');
    return dot > 0
        ? file.substring(0, dot) + " (" + copy + ")" + file.substring(dot)
        : file + " (" + copy + ")";
  }

  private static String folded(String path) {
    return path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static int bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }
}
