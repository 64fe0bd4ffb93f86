package io.medseal.e2e;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

@DisplayName("The architecture")
class ArchitectureTest {
  /** Which of our modules a module may use. Everything else fails the build. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("ledger", Set.of()),
          Map.entry("protocol", Set.of("ledger")),
          Map.entry("seal", Set.of("ledger")),
          Map.entry("client", Set.of("seal", "ledger", "protocol")),
          Map.entry("cli", Set.of("client", "web")),
          Map.entry("server", Set.of("ledger", "protocol", "web")),
          Map.entry("demo", Set.of("client")),
          Map.entry("testkit", Set.of("client")),
          Map.entry("e2e", Set.of("client", "cli", "demo", "testkit", "server")),
          Map.entry("bench", Set.of("seal", "ledger")),
          Map.entry("browse", Set.of()),
          Map.entry("web", Set.of()));

  private static final Path ROOT = root();
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.medseal");

  @Test
  @DisplayName("has classes to judge in every module that has sources")
  void classesAreFound() throws IOException {
    for (String module : tested()) {
      assertThat(CLASSES.stream().anyMatch(resideInAPackage(packages(module))))
          .as(module)
          .isEqualTo(hasClasses(ROOT.resolve(module).resolve("src/main/java")));
    }
  }

  @Test
  @DisplayName("declares exactly its arrows in the poms")
  void pomsDeclareTheArrows() throws Exception {
    for (String module : modules()) {
      assertThat(ARROWS).as("arrows of a module").containsKey(module);
      assertThat(ourDependencies(module)).as(module).isEqualTo(new TreeSet<>(ARROWS.get(module)));
    }
  }

  @Test
  @DisplayName("keeps every module to the modules its arrows reach")
  void codeFollowsTheArrows() {
    for (String module : tested()) {
      Set<String> allowed = reachable(module);
      String[] forbidden =
          ARROWS.keySet().stream()
              .filter(other -> !allowed.contains(other))
              .map(ArchitectureTest::packages)
              .toArray(String[]::new);
      noClasses()
          .that(resideInAPackage(packages(module)))
          .should()
          .dependOnClassesThat(resideInAnyPackage(forbidden))
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  @DisplayName("M1: has no way from the cloud to the code that opens reports")
  void serverNeverReachesSeal() {
    assertThat(reachable("server")).doesNotContain("seal", "client");
    noClasses()
        .that(resideInAPackage("io.medseal.server.."))
        .should()
        .transitivelyDependOnClassesThat(resideInAPackage("io.medseal.seal.."))
        .check(CLASSES);
  }

  @Test
  @DisplayName("has no cycle between packages")
  void packagesHaveNoCycles() {
    slices().matching("io.medseal.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  @DisplayName("M10: prints words of others on a terminal by nothing but what makes them plain")
  void plainText() {
    noClasses()
        .that(resideInAPackage("io.medseal.cli.."))
        .and(
            resideOutsideOfPackages(
                "io.medseal.cli.output..",
                "io.medseal.cli.terminal..",
                "io.medseal.cli.help..",
                "io.medseal.cli.training.."))
        .should()
        .callMethodWhere(
            target(owner(assignableTo(PrintStream.class)))
                .and(target(nameMatching("print.*|format|append|write.*"))))
        .orShould()
        .callMethod(Throwable.class, "printStackTrace", PrintStream.class)
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  @Test
  @DisplayName("keeps the service's platform below its features, and its App above them")
  void platformIsBelowFeatures() {
    noClasses()
        .that(resideInAPackage("io.medseal.server.platform.."))
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.medseal.server..")
                .and(resideInAPackage("io.medseal.server.platform..").negate()))
        .allowEmptyShould(true)
        .check(CLASSES);
    noClasses()
        .that(resideInAPackage("io.medseal.server.*.."))
        .should()
        .dependOnClassesThat(resideInAPackage("io.medseal.server"))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  @DisplayName("lets a feature of the service reach another only in its own package")
  void featuresKeepTheirInsides() {
    // What is not public in a feature's package the compiler keeps; a package below it is inside.
    List<String> violations = new ArrayList<>();
    for (JavaClass from : CLASSES) {
      String feature = feature(from);
      if (feature.isEmpty()) {
        continue;
      }
      from.getDirectDependenciesFromSelf().stream()
          .filter(to -> !feature(to.getTargetClass()).isEmpty())
          .filter(to -> !feature(to.getTargetClass()).equals(feature))
          .filter(to -> inside(to.getTargetClass()))
          .forEach(to -> violations.add(to.getDescription()));
    }
    assertThat(violations).isEmpty();
  }

  /** The service's feature a class belongs to; empty for App, the platform and other modules. */
  private static String feature(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    boolean isFeature =
        parts.length > 3
            && type.getPackageName().startsWith("io.medseal.server.")
            && !parts[3].equals("platform");
    return isFeature ? parts[3] : "";
  }

  private static boolean inside(JavaClass type) {
    return type.getPackageName().split("\\.", -1).length > 4;
  }

  private static String packages(String module) {
    return "io.medseal." + module + "..";
  }

  /** The modules whose classes these tests see: bench is nothing anyone depends on. */
  private static List<String> tested() {
    return ARROWS.keySet().stream()
        .filter(module -> !module.equals("bench") && !module.equals("e2e"))
        .toList();
  }

  private static Set<String> reachable(String module) {
    Set<String> reachable = new TreeSet<>(Set.of(module));
    ARROWS.get(module).forEach(next -> reachable.addAll(reachable(next)));
    return reachable;
  }

  private static boolean hasClasses(Path sources) throws IOException {
    if (!Files.exists(sources)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(sources)) {
      return files.anyMatch(
          file ->
              file.toString().endsWith(".java")
                  && !file.getFileName().toString().equals("package-info.java"));
    }
  }

  private static List<String> modules() throws Exception {
    return texts(pom(ROOT).getElementsByTagName("module"));
  }

  private static Set<String> ourDependencies(String module) throws Exception {
    Set<String> ours = new TreeSet<>();
    NodeList dependencies = pom(ROOT.resolve(module)).getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      // What only a module's own tests use reaches nobody else; e2e is nothing but tests.
      boolean ofTests =
          !module.equals("e2e")
              && texts(dependency.getElementsByTagName("scope")).equals(List.of("test"));
      if (!ofTests
          && texts(dependency.getElementsByTagName("groupId")).equals(List.of("io.medseal"))) {
        ours.addAll(texts(dependency.getElementsByTagName("artifactId")));
      }
    }
    return ours;
  }

  private static Element pom(Path folder) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve("pom.xml").toFile())
        .getDocumentElement();
  }

  private static List<String> texts(NodeList nodes) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent().strip());
    }
    return texts;
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    return Files.exists(folder.resolve("mvnw")) ? folder : folder.getParent();
  }
}
