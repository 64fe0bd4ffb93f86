package io.medseal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("M10: Whatever bytes come, only a declared refusal or what was sealed comes out, of")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UntrustedBytesTest {
  private static final int TIMES = 250;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final TextTargets texts = new TextTargets();
  private final List<Target> targets = new ArrayList<>();

  UntrustedBytesTest(@TempDir Path folder) throws IOException {
    targets.addAll(new SealedTargets(Files.createDirectory(folder.resolve("files"))).all());
    targets.addAll(new ParsedTargets(Files.createDirectory(folder.resolve("headers"))).all());
    targets.addAll(new BodyTargets().all());
    targets.addAll(texts.all());
  }

  private List<Target> targets() {
    return targets;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void changed(Target target) {
    Mutations mutations = new Mutations(target.name().hashCode());
    int read = 0;
    for (int i = 0; i < TIMES; i++) {
      read += target.read(mutations, "input " + i) ? 1 : 0;
    }
    assertThat(read).as("some are read, some are refused").isBetween(3, TIMES - 20);
  }

  @Test
  @DisplayName("password parameters, all of which are refused here")
  void passwordParameters() {
    Mutations mutations = new Mutations(17);
    for (int i = 0; i < TIMES; i++) {
      assertThat(texts.passwordParameters().read(mutations, "input " + i)).isFalse();
    }
  }

  @Tag("asked")
  @Test
  @DisplayName("all of these for a minute, from a seed that it prints")
  void forAMinute() {
    long seed = new Random().nextLong();
    System.out.println("UntrustedBytesTest: seed " + seed);
    Mutations mutations = new Mutations(seed);
    long inputs = 0;
    long end = System.nanoTime() + LONG.toNanos();
    while (System.nanoTime() < end) {
      for (Target target : targets) {
        target.read(mutations, "input " + inputs + " of seed " + seed);
      }
      texts.passwordParameters().read(mutations, "input " + inputs + " of seed " + seed);
      inputs++;
    }
    System.out.println("UntrustedBytesTest: " + inputs + " inputs for each target");
    assertThat(inputs).isPositive();
  }
}
