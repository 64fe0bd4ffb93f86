package io.medseal.e2e.commandline;

import io.medseal.testkit.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The launcher in a folder that looks as if it was built just now, with this build's programs. */
final class Installed {
  private static final String CACHE = "-XX:AOTCache=";

  private Installed() {}

  /** Answers the launcher. */
  static Path in(Path root) throws IOException {
    Path real = Path.of("").toAbsolutePath();
    while (!Files.exists(real.resolve("medseal"))) {
      real = real.getParent();
    }
    for (String jar :
        List.of("cli/target/cli.jar", "demo/target/demo.jar", "server/target/server-exec.jar")) {
      Files.createDirectories(root.resolve(jar).getParent());
      Files.createSymbolicLink(root.resolve(jar), real.resolve(jar));
    }
    Path state = Files.createDirectories(root.resolve("target/medseal"));
    Files.writeString(state.resolve("jdk"), System.getProperty("java.home") + "\n\n");
    Files.createFile(state.resolve("built"));
    cache(root.resolve("cli/target/whole.aot"), Programs.commandLine(List.of()));
    Files.createFile(root.resolve("cli/target/offline.aot"));
    Files.createFile(root.resolve("cli/target/brief.aot"));
    Path service = Files.createDirectories(root.resolve("server/target/dist"));
    cache(service.resolve("server.aot"), Programs.service(List.of()));
    Files.createSymbolicLink(
        service.resolve("server-exec.jar"), Path.of(Programs.service(List.of()).getLast()));
    return Files.copy(
        real.resolve("medseal"), root.resolve("medseal"), StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static void cache(Path as, List<String> command) throws IOException {
    for (String word : command) {
      if (word.startsWith(CACHE)) {
        Files.copy(Path.of(word.substring(CACHE.length())), as);
      }
    }
    if (!Files.exists(as)) {
      Files.createFile(as);
    }
  }
}
