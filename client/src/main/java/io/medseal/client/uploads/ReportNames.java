package io.medseal.client.uploads;

import io.medseal.seal.SealException;
import io.medseal.seal.manifests.FileNames;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of files in a report: as manifests allow them (spec/bodies.md section 4), none twice. */
final class ReportNames {
  private final Set<String> taken = new HashSet<>();

  /** The name itself where it can stay, else the nearest one that can. */
  String unique(String raw) {
    String name = allowed(raw);
    String candidate = name;
    for (int copy = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); copy++) {
      int slash = name.lastIndexOf('/');
      int dot = name.lastIndexOf('.');
      candidate =
          dot > slash + 1
              ? name.substring(0, dot) + " (" + copy + ")" + name.substring(dot)
              : name + " (" + copy + ")";
    }
    return candidate;
  }

  private static String allowed(String raw) {
    String name = Normalizer.normalize(raw, Normalizer.Form.NFC);
    name = name.replaceAll("[\\p{Cntrl}\\\\\\p{Cs}]", "_");
    if (isAllowed(name)) {
      return name;
    }
    // Too long, or of odd segments: the last segment tells most.
    List<String> segments = List.of(name.split("/", -1));
    String last = segments.getLast();
    int end = last.length();
    while (end > 0 && !isAllowed(last.substring(last.length() - end))) {
      end--;
    }
    return end == 0 ? "file" : last.substring(last.length() - end);
  }

  private static boolean isAllowed(String name) {
    try {
      FileNames.check(name);
      return name.length() <= FileNames.MAX_BYTES / 2;
    } catch (SealException _) {
      return false;
    }
  }
}
