package io.medseal.testkit.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every file under one folder: searched, copied. */
public final class StoredBytes {
  private static final int WINDOW = 4 * 1024 * 1024;

  private final Path root;

  private StoredBytes(Path root) {
    this.root = root;
  }

  /** Of that folder or file. */
  public static StoredBytes under(Path root) {
    return new StoredBytes(root);
  }

  /** Regular files, sorted. */
  public List<Path> files() {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Where a text occurs: in UTF-8, UTF-16 (both orders), ISO 8859-1, hexadecimal, or base64 of any
   * alignment and alphabet; as it is, or inside of what gzip compressed.
   *
   * @return one line for each file and form it is found in; empty where it is nowhere
   */
  public List<String> find(String text) {
    return find(text, forms(text));
  }

  /** Where bytes occur as they are, in hexadecimal, or in base64. */
  public List<String> find(byte[] bytes) {
    Map<String, byte[]> forms = new TreeMap<>();
    forms.put("as they are", bytes);
    encoded("", bytes, forms);
    return find("bytes", forms);
  }

  /** Copies the whole folder to {@code target}, replacing what is there. */
  public void copyTo(Path target) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
              Files.createDirectories(target.resolve(root.relativize(folder)));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.copy(
                  file,
                  target.resolve(root.relativize(file)),
                  StandardCopyOption.REPLACE_EXISTING,
                  StandardCopyOption.COPY_ATTRIBUTES);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> find(String what, Map<String, byte[]> forms) {
    List<String> found = new ArrayList<>();
    List<Wanted> wanted = new ArrayList<>();
    forms.forEach((form, bytes) -> wanted.add(Wanted.of(form, bytes)));
    for (Path file : files()) {
      String where = " in " + root.relativize(file);
      for (Wanted one : foundIn(file, wanted)) {
        found.add(what + " (" + one.form() + ")" + where);
      }
      for (byte[] inflated : Gzipped.in(file)) {
        for (Wanted one : wanted) {
          if (one.isIn(inflated, inflated.length)) {
            found.add(what + " (" + one.form() + ", gzip)" + where);
          }
        }
      }
    }
    return found;
  }

  private static Map<String, byte[]> forms(String text) {
    Map<String, byte[]> forms = new TreeMap<>();
    for (Charset charset :
        List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.ISO_8859_1)) {
      forms.put(charset.name(), text.getBytes(charset));
    }
    encoded("UTF-8 ", text.getBytes(StandardCharsets.UTF_8), forms);
    return forms;
  }

  /** Base64 of the same bytes looks different at each of three alignments; the middle is stable. */
  private static void encoded(String prefix, byte[] bytes, Map<String, byte[]> forms) {
    String digits = HexFormat.of().formatHex(bytes);
    forms.put(prefix + "hex", digits.getBytes(StandardCharsets.US_ASCII));
    forms.put(
        prefix + "hex, capitals",
        digits.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
    for (int shift = 0; shift < 3; shift++) {
      byte[] padded = new byte[bytes.length + shift];
      System.arraycopy(bytes, 0, padded, shift, bytes.length);
      String plain = Base64.getEncoder().withoutPadding().encodeToString(padded);
      int from = shift == 0 ? 0 : 4;
      int to = plain.length() - (padded.length % 3 == 0 ? 0 : plain.length() % 4);
      if (to - from >= 8) {
        String stable = plain.substring(from, to);
        forms.put(prefix + "base64 " + shift, stable.getBytes(StandardCharsets.US_ASCII));
        forms.put(
            prefix + "base64url " + shift,
            stable.replace('+', '-').replace('/', '_').getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  /** Reads a file once, in windows that overlap by the longest form. */
  private static Set<Wanted> foundIn(Path file, List<Wanted> wanted) {
    int longest = wanted.stream().mapToInt(one -> one.bytes().length).max().orElse(1);
    Set<Wanted> found = new LinkedHashSet<>();
    try (var in = Files.newInputStream(file)) {
      int step = (int) Math.min(WINDOW, Files.size(file) + 1);
      byte[] window = new byte[step + longest];
      int kept = 0;
      int read;
      while ((read = in.readNBytes(window, kept, step)) > 0) {
        int length = kept + read;
        for (Wanted one : wanted) {
          if (!found.contains(one) && one.isIn(window, length)) {
            found.add(one);
          }
        }
        kept = Math.min(longest - 1, length);
        System.arraycopy(window, length - kept, window, 0, kept);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
