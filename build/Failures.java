import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Names every failed test of the modules below a folder again, as the last thing that a long run
 * prints: {@code java build/Failures.java [folder]}. Reads what Surefire, Failsafe, Vitest and
 * Playwright leave as {@code target/*-reports/TEST-*.xml}.
 */
class Failures {

  private static final int MOST_LINES = 25;

  public static void main(String... arguments) throws Exception {
    var root = Path.of(arguments.length > 0 ? arguments[0] : ".");
    List<Path> reports;
    try (var found =
        Files.find(root, 4, (path, facts) -> facts.isRegularFile() && isReport(path))) {
      reports = found.sorted().toList();
    }
    for (var report : reports) {
      print(root.relativize(report), report);
    }
  }

  private static boolean isReport(Path path) {
    return path.getParent().getFileName().toString().endsWith("-reports")
        && path.getFileName().toString().matches("TEST-.*\\.xml");
  }

  private static void print(Path name, Path report) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var tests =
          factory.newDocumentBuilder().parse(report.toFile()).getElementsByTagName("testcase");
      for (var index = 0; index < tests.getLength(); index++) {
        var test = (Element) tests.item(index);
        print(name, test, test.getElementsByTagName("failure"));
        print(name, test, test.getElementsByTagName("error"));
      }
    } catch (Exception unreadable) {
      System.out.printf("%n%s cannot be read: %s%n", name, unreadable.getMessage());
    }
  }

  private static void print(Path name, Element test, NodeList faults) {
    for (var index = 0; index < faults.getLength(); index++) {
      System.out.printf("%nFAILED  %s  %s%n", name, test.getAttribute("name"));
      var fault = (Element) faults.item(index);
      var text =
          fault.getTextContent().isBlank() ? fault.getAttribute("message") : fault.getTextContent();
      text.strip().lines().limit(MOST_LINES).forEach(line -> System.out.println("    " + line));
    }
  }
}
