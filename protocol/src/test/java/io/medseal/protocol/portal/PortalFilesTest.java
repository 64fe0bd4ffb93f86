package io.medseal.protocol.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.medseal.protocol.problems.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The portal's files")
class PortalFilesTest {
  private final Map<String, byte[]> classPath = new HashMap<>();

  @BeforeEach
  void build() throws Exception {
    put("static/index.html", "<page>");
    put("static/assets/app-12345678.js", "script");
    put("compressed/br/assets/app-12345678.js", "br");
    put("compressed/gzip/assets/app-12345678.js", "gzi");
    String manifest =
        """
        {"version": "1", "files": [
          {"path": "/index.html", "sha256": "%s", "bytes": 6},
          {"path": "/assets/app-12345678.js", "sha256": "%s", "bytes": 6}]}
        """
            .formatted(sha256("<page>"), sha256("script"));
    put("static/portal-manifest.json", manifest);
    put(
        "META-INF/medseal-portal.json",
        """
        {"page": "/index.html", "reserved": ["api", "assets", "media"], "manifest": "%s",
         "headers": {"X-All": "1"},
         "files": {
          "/index.html": {"type": "text/html", "cache": "no-cache", "bytes": 6, "sha256": "%s",
            "compressed": {}},
          "/assets/app-12345678.js": {"type": "text/javascript", "cache": "immutable", "bytes": 6,
            "sha256": "%s", "compressed": {"br": 2, "gzip": 3}}}}
        """
            .formatted(sha256(manifest), sha256("<page>"), sha256("script")));
  }

  @Test
  @DisplayName("are answered with the headers that the build wrote down")
  void headers() {
    PortalAnswer.Found page = found(get("/", null, null));
    PortalAnswer.Found script = found(get("/assets/app-12345678.js", null, null));

    assertThat(page.resource()).isEqualTo("static/index.html");
    assertThat(page.headers())
        .containsEntry("X-All", "1")
        .containsEntry("Content-Type", "text/html")
        .containsEntry("Cache-Control", "no-cache");
    assertThat(script.headers()).containsEntry("X-All", "1");
    assertThat(script.bytes()).isEqualTo(6);
  }

  @Test
  @DisplayName("are sent in the best coding that the caller takes")
  void codings() {
    String script = "/assets/app-12345678.js";
    assertThat(found(get(script, "gzip, deflate, br", null)).resource())
        .isEqualTo("compressed/br" + script);
    assertThat(found(get(script, "gzip", null)))
        .satisfies(answer -> assertThat(answer.bytes()).isEqualTo(3))
        .satisfies(answer -> assertThat(answer.headers()).containsEntry("Vary", "Accept-Encoding"))
        .satisfies(
            answer -> assertThat(answer.headers()).containsEntry("Content-Encoding", "gzip"));
    assertThat(found(get(script, "br;q=0, gzip;q=0.0, zstd", null)).resource())
        .isEqualTo("static" + script);
  }

  @Test
  @DisplayName("are not sent again to who has them in the same coding")
  void unchanged() {
    String script = "/assets/app-12345678.js";
    String tag = found(get(script, "br", null)).headers().get("ETag");
    assertThat(get(script, "br", tag)).isInstanceOf(PortalAnswer.Unchanged.class);
    assertThat(get(script, "br", "\"other\", W/" + tag)).isInstanceOf(PortalAnswer.Unchanged.class);
    assertThat(get(script, "gzip", tag)).isInstanceOf(PortalAnswer.Found.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/records", "/records/0a/reports/1b", "/people/a%40b", "/login/"})
  @DisplayName("answer the page for the address of any page")
  void pages(String path) {
    assertThat(found(navigate(path)).resource()).isEqualTo("static/index.html");
    assertRefused(get(path, null, null), ProblemType.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/v1/records",
        "/media/x",
        "/assets/missing.js",
        "/missing.txt",
        "/..",
        "/assets/../index.html",
        "//index.html",
        "/assets",
        "/assets/",
        "/META-INF/medseal-portal.json",
        "/portal-manifest.json/",
        ""
      })
  @DisplayName("answer not-found for everything else, whatever the caller wants")
  void notFound(String path) {
    assertRefused(navigate(path), ProblemType.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE"})
  @DisplayName("can only be read")
  void methods(String method) {
    assertRefused(
        portal().answer(new PortalRequest(method, "/", "text/html", null, null)),
        ProblemType.METHOD_NOT_ALLOWED);
  }

  @Test
  @DisplayName("are what was released, as far as the manifest tells")
  void whole() {
    assertThat(portal().damaged()).isEmpty();
  }

  @Test
  @DisplayName("are known to be damaged when one is changed, missing, or the manifest is another")
  void damaged() {
    put("static/index.html", "<pagE>");
    assertThat(portal().damaged()).containsExactly("/index.html");
    classPath.remove("static/assets/app-12345678.js");
    assertThat(portal().damaged()).containsExactly("/index.html", "/assets/app-12345678.js");
    put("static/portal-manifest.json", "{\"version\": \"1\", \"files\": []}");
    assertThat(portal().damaged()).containsExactly("/portal-manifest.json");
  }

  @Test
  @DisplayName("are missed where they were not built in")
  void missing() {
    classPath.clear();
    assertThatIllegalStateException().isThrownBy(this::portal);
  }

  private PortalAnswer get(String path, @Nullable String codings, @Nullable String has) {
    return portal().answer(new PortalRequest("GET", path, "*/*", codings, has));
  }

  private PortalAnswer navigate(String path) {
    return portal().answer(new PortalRequest("GET", path, "text/html,*/*;q=0.8", null, null));
  }

  private static PortalAnswer.Found found(PortalAnswer answer) {
    assertThat(answer).isInstanceOf(PortalAnswer.Found.class);
    return (PortalAnswer.Found) answer;
  }

  private static void assertRefused(PortalAnswer answer, ProblemType problem) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            PortalAnswer.Refused.class,
            refused -> assertThat(refused.problem()).isEqualTo(problem));
  }

  private PortalFiles portal() {
    return PortalFiles.on(
        new ClassLoader(null) {
          @Override
          public @Nullable InputStream getResourceAsStream(String name) {
            byte[] bytes = classPath.get(name);
            return bytes == null ? null : new ByteArrayInputStream(bytes);
          }
        });
  }

  private void put(String name, String text) {
    classPath.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
