import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks or applies the house format, google-java-format, to every Java source of the repository.
 * The build runs it; see CONTRIBUTING.md.
 *
 * <p>Files found well formatted are remembered by a hash of their content, so that a second check
 * costs next to nothing.
 */
final class Format {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Path REMEMBERED = ROOT.resolve("target/format/formatted");

  private Format() {}

  public static void main(String[] args) throws IOException {
    boolean apply =
        switch (args[0]) {
          case "apply" -> true;
          case "check" -> false;
          default -> throw new IllegalArgumentException("format is check or apply: " + args[0]);
        };
    Formatter formatter =
        new Formatter(
            JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.GOOGLE).build());
    Set<String> remembered =
        Files.exists(REMEMBERED) ? Set.copyOf(Files.readAllLines(REMEMBERED)) : Set.of();
    Set<String> formatted = new ConcurrentSkipListSet<>();
    Set<String> wrong = new ConcurrentSkipListSet<>();
    sources().parallelStream()
        .forEach(
            file -> {
              String name = ROOT.relativize(file).toString();
              try {
                String before = Files.readString(file);
                if (remembered.contains(key(before))) {
                  formatted.add(key(before));
                  return;
                }
                String after =
                    formatter.formatSource(
                        ImportOrderer.reorderImports(
                            RemoveUnusedImports.removeUnusedImports(before),
                            JavaFormatterOptions.Style.GOOGLE));
                if (!after.equals(before) && apply) {
                  Files.writeString(file, after);
                  System.out.println("formatted " + name);
                } else if (!after.equals(before)) {
                  wrong.add(name);
                  return;
                }
                formatted.add(key(after));
              } catch (Exception e) {
                wrong.add(
                    name + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
              }
            });
    Files.createDirectories(REMEMBERED.getParent());
    Files.write(REMEMBERED, new TreeSet<>(formatted));
    if (!wrong.isEmpty()) {
      System.err.println("Not formatted; run  ./mvnw -N initialize -Dformat=apply");
      wrong.forEach(name -> System.err.println("  " + name));
      System.exit(1);
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      Set<Path> folders =
          modules
              .flatMap(
                  module ->
                      module.equals(ROOT.resolve("build"))
                          ? Stream.of(module)
                          : Stream.of(module.resolve("src")))
              .filter(Files::isDirectory)
              .collect(Collectors.toCollection(TreeSet::new));
      return folders.stream().flatMap(Format::javaFiles).toList();
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String key(String content) {
    try {
      byte[] digest =
          java.security.MessageDigest.getInstance("SHA-256")
              .digest(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return java.util.HexFormat.of().formatHex(digest);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
