package io.medseal.protocol.portal;

import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.portal.DeliveryTable.DeliveredFile;
import io.medseal.protocol.problems.ProblemType;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The portal's files, as its build has put them on the class path.
 *
 * <p>Guarantees: an answer is one of the files that the build listed, or a problem. Addresses are
 * looked up as they stand and never become the name of a file, so that there is nothing to climb
 * out of and nothing to list.
 */
public final class PortalFiles {
  private static final String TABLE = "META-INF/medseal-portal.json";
  private static final String MANIFEST = "/portal-manifest.json";

  /** What addresses of pages are made of: no dot, so that a missing file is never a page. */
  private static final Pattern PAGE = Pattern.compile("(/[A-Za-z0-9_~=@%-]+)+/?");

  /** Preferred first. */
  private static final List<String> CODINGS = List.of("br", "gzip");

  private final ClassLoader loader;
  private final DeliveryTable table;

  private PortalFiles(ClassLoader loader, DeliveryTable table) {
    this.loader = loader;
    this.table = table;
  }

  /**
   * The portal on that class path.
   *
   * @throws IllegalStateException if there is none
   */
  public static PortalFiles on(ClassLoader loader) {
    try (InputStream in = loader.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException("the portal has not been built into this program");
      }
      return new PortalFiles(loader, StrictJson.mapper().readValue(in, DeliveryTable.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Decides. */
  public PortalAnswer answer(PortalRequest request) {
    Optional<String> path = path(request);
    if (path.isEmpty()) {
      return new PortalAnswer.Refused(ProblemType.NOT_FOUND, Map.of());
    }
    if (!request.reads()) {
      return new PortalAnswer.Refused(ProblemType.METHOD_NOT_ALLOWED, Map.of("Allow", "GET, HEAD"));
    }
    return answer(request, path.get(), file(path.get()));
  }

  /** Opens what an answer names. */
  public InputStream open(PortalAnswer.Found found) throws IOException {
    return resource(found.resource());
  }

  /** Sends what an answer names. */
  public void send(PortalAnswer.Found found, OutputStream out) throws IOException {
    try (InputStream in = open(found)) {
      in.transferTo(out);
    }
  }

  /** SHA-256 of the release manifest, in hexadecimal: what releases are known by. */
  public String manifestDigest() {
    return table.manifest();
  }

  /**
   * Reads every file and compares it with the release manifest.
   *
   * @return the paths of files that are missing or not what was released; empty if all is well
   */
  public List<String> damaged() {
    if (!digest("static" + MANIFEST).filter(table.manifest()::equals).isPresent()) {
      return List.of(MANIFEST);
    }
    return manifest().files().stream()
        .filter(file -> !digest("static" + file.path()).filter(file.sha256()::equals).isPresent())
        .map(Manifest.Released::path)
        .toList();
  }

  private Manifest manifest() {
    try (InputStream in = resource("static" + MANIFEST)) {
      return StrictJson.mapper().readValue(in, Manifest.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file that an address means. */
  private Optional<String> path(PortalRequest request) {
    String path = request.path();
    if (table.files().containsKey(path)) {
      return Optional.of(path);
    }
    boolean root = path.equals("/");
    boolean page =
        PAGE.matcher(path).matches()
            && !table.reserved().contains(path.substring(1).replaceFirst("/.*", ""))
            && request.wantsPage();
    return root || page ? Optional.of(table.page()) : Optional.empty();
  }

  private PortalAnswer answer(PortalRequest request, String path, DeliveredFile file) {
    Optional<String> coding =
        CODINGS.stream().filter(file.compressed()::containsKey).filter(request::takes).findFirst();
    String tag =
        '"' + file.sha256().substring(0, 32) + coding.map(name -> "-" + name).orElse("") + '"';
    Map<String, String> headers = new LinkedHashMap<>(table.headers());
    headers.put("Cache-Control", file.cache());
    headers.put("ETag", tag);
    if (!file.compressed().isEmpty()) {
      headers.put("Vary", "Accept-Encoding");
    }
    if (request.has(tag)) {
      return new PortalAnswer.Unchanged(headers);
    }
    headers.put("Content-Type", file.type());
    if (coding.isEmpty()) {
      return new PortalAnswer.Found(headers, "static" + path, file.bytes());
    }
    headers.put("Content-Encoding", coding.get());
    return new PortalAnswer.Found(
        headers,
        "compressed/" + coding.get() + path,
        file.compressed().getOrDefault(coding.get(), 0L));
  }

  private DeliveredFile file(String path) {
    DeliveredFile file = table.files().get(path);
    if (file == null) {
      throw new IllegalStateException("the portal's build lists no " + path);
    }
    return file;
  }

  private InputStream resource(String name) throws IOException {
    InputStream in = loader.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException(name);
    }
    return in;
  }

  private Optional<String> digest(String resource) {
    try (DigestInputStream in =
        new DigestInputStream(resource(resource), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return Optional.of(HexFormat.of().formatHex(in.getMessageDigest().digest()));
    } catch (FileNotFoundException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Manifest(String version, List<Released> files) {
    private record Released(String path, String sha256, long bytes) {}
  }
}
