import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a script with the Node of this machine, or says what is missing.
 *
 * <p>Usage: {@code java build/Node.java SCRIPT [ARGUMENT...]}, in the folder that the script wants.
 * The Node is the one that {@code MEDSEAL_NODE} names, else the first on the path.
 */
public final class Node {
  private static final int MAJOR = 20;
  private static final int MINOR = 19;

  private Node() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    String node = Optional.ofNullable(System.getenv("MEDSEAL_NODE")).orElse("node");
    String version = version(node);
    if (!isRecent(version)) {
      System.err.println(
          "Building the portal needs Node "
              + MAJOR
              + "."
              + MINOR
              + " or newer with its npm, and "
              + (version.isEmpty()
                  ? "there is none on the path."
                  : "the one on the path is " + version + ".")
              + " Install it from nodejs.org or with the system's packages, then build again.");
      System.exit(1);
    }
    List<String> command = new ArrayList<>(List.of(node));
    command.addAll(List.of(args));
    ProcessBuilder process = new ProcessBuilder(command).inheritIO();
    process.environment().putIfAbsent("MEDSEAL_JDK", System.getProperty("java.home"));
    File folder = Path.of(node).toFile().getParentFile();
    if (folder != null) { // so that its own npm is found
      process
          .environment()
          .merge("PATH", folder.getPath(), (path, own) -> own + File.pathSeparator + path);
    }
    System.exit(process.start().waitFor());
  }

  private static String version(String node) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(node, "--version")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? printed : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean isRecent(String version) {
    Matcher numbers = Pattern.compile("v(\\d{1,6})\\.(\\d{1,6})\\..*").matcher(version);
    if (!numbers.matches()) {
      return false;
    }
    int major = Integer.parseInt(numbers.group(1));
    return major > MAJOR || (major == MAJOR && Integer.parseInt(numbers.group(2)) >= MINOR);
  }
}
