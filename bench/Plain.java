import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The limit that sealed uploads and downloads are compared with: the same bytes to and from the same
 * service, by the same HTTP client with as many requests at once, with nothing sealed, opened,
 * signed or verified. The service cannot tell; it stores whatever bytes it is given.
 *
 * <p>{@code java Plain.java put SERVER TOKEN SECTION FILE} announces a report and sends the file as
 * its parts; {@code java Plain.java get URL TOKEN OUT BYTES} fetches ranges of 8 MiB into a file.
 * TOKEN is a file, or {@code -} for none. Parts carry their hash, as the service demands.
 */
public final class Plain {
  private static final int PART = 8 << 20;
  private static final int SEGMENT = 256 << 10;
  private static final int HEADER = 40;
  private static final int IN_FLIGHT = 3;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Plain() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "put" -> put(args[1] + "/api/v1", token(args[2]), args[3], Path.of(args[4]));
      case "get" -> get(args[1], token(args[2]), Path.of(args[3]), Long.parseLong(args[4]));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void put(String api, String token, String section, Path file) throws Exception {
    byte[] id = new byte[16];
    ThreadLocalRandom.current().nextBytes(id);
    String report = HexFormat.of().formatHex(id);
    long size = Files.size(file);
    String announced =
        String.format(
            "{\"report\":\"%s\",\"section\":\"%s\",\"bodyBytes\":%d,\"time\":\"%s\"}",
            report, section, size, TIME.format(Instant.now()));
    expect(
        200,
        send(
            request(api + "/reports", token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(announced))));
    inParts(
        size,
        (from, length) -> {
          byte[] bytes = new byte[length];
          try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(from);
            in.readFully(bytes);
          }
          expect(
              204,
              send(
                  request(api + "/reports/" + report + "/parts/" + from / PART, token)
                      .header("Content-Type", "application/octet-stream")
                      .header("Part-Hash", HexFormat.of().formatHex(partHash(bytes)))
                      .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))));
        });
    expect(204, send(request(api + "/reports/" + report, token).DELETE()));
  }

  /** As spec/bodies.md says, section 2. */
  private static byte[] partHash(byte[] part) throws Exception {
    MessageDigest segment = MessageDigest.getInstance("SHA-256");
    MessageDigest all = MessageDigest.getInstance("SHA-256");
    all.update("medseal/v1/part-hash".getBytes(StandardCharsets.UTF_8));
    all.update(part, 0, HEADER);
    for (int from = HEADER; from < part.length; from = (from / SEGMENT + 1) * SEGMENT) {
      segment.update(part, from, Math.min(part.length, (from / SEGMENT + 1) * SEGMENT) - from);
      all.update(segment.digest());
    }
    return all.digest();
  }

  private static void get(String url, String token, Path out, long size) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(out.toFile(), "rw")) {
      inParts(
          size,
          (from, length) -> {
            HttpResponse<byte[]> answer =
                send(
                    request(url, token)
                        .header("Range", "bytes=" + from + "-" + (from + length - 1))
                        .GET());
            expect(206, answer);
            synchronized (file) {
              file.seek(from);
              file.write(answer.body());
            }
          });
    }
  }

  /** What is done to one part of 8 MiB, the last one shorter. */
  private interface Work {
    void part(long from, int length) throws Exception;
  }

  private static void inParts(long size, Work work) throws Exception {
    try (ExecutorService lanes = Executors.newFixedThreadPool(IN_FLIGHT)) {
      List<Future<?>> parts = new ArrayList<>();
      for (long from = 0; from < size; from += PART) {
        long at = from;
        parts.add(
            lanes.submit(
                () -> {
                  work.part(at, (int) Math.min(PART, size - at));
                  return null;
                }));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    }
  }

  private static String token(String file) throws IOException {
    return file.equals("-") ? "" : Files.readString(Path.of(file)).strip();
  }

  private static HttpRequest.Builder request(String url, String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void expect(int status, HttpResponse<byte[]> answer) {
    if (answer.statusCode() != status) {
      throw new IllegalStateException(answer.statusCode() + ": " + new String(answer.body()));
    }
  }
}
