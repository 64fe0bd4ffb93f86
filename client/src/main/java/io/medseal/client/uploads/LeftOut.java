package io.medseal.client.uploads;

import io.medseal.client.sources.FileKind;
import io.medseal.ledger.names.Quoted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What lies in the folders given and is not uploaded: named, so that nobody thinks it is. */
final class LeftOut {
  /** That many names of a kind; a folder may hold thousands. */
  private static final int NAMED = 10;

  /** Why something is left out. */
  enum Why {
    HIDDEN_FILE("hidden file", "hidden files"),
    HIDDEN_FOLDER("hidden folder", "hidden folders"),
    LINK("link, which is not followed", "links, which are not followed"),
    PIPE("pipe", "pipes"),
    SOCKET("socket", "sockets"),
    DEVICE("device", "devices"),
    SPECIAL("special file", "special files"),
    DISC("file of the disc itself", "files of the disc itself"),
    NAME("file or folder whose name is not UTF-8", "files or folders whose names are not UTF-8");

    private final String one;
    private final String several;

    Why(String one, String several) {
      this.one = one;
      this.several = several;
    }

    /** For what is no file. */
    static Why kind(FileKind kind) {
      return switch (kind) {
        case LINK -> LINK;
        case PIPE -> PIPE;
        case SOCKET -> SOCKET;
        case DEVICE -> DEVICE;
        case FILE, FOLDER, OTHER -> SPECIAL;
      };
    }
  }

  private final Map<Why, List<String>> names = new EnumMap<>(Why.class);

  void add(Why why, String name) {
    names.computeIfAbsent(why, _ -> new ArrayList<>()).add(name);
  }

  /** How many files there are for that reason. */
  int count(Why why) {
    return names.getOrDefault(why, List.of()).size();
  }

  /** One sentence for each reason. */
  List<String> remarks() {
    return names.entrySet().stream().map(each -> remark(each.getKey(), each.getValue())).toList();
  }

  private static String remark(Why why, List<String> names) {
    int more = names.size() - NAMED;
    return "Left out: "
        + names.size()
        + " "
        + (names.size() == 1 ? why.one : why.several)
        + ": "
        + names.stream().sorted().limit(NAMED).map(Quoted::of).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more." : ".");
  }
}
