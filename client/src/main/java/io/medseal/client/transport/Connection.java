package io.medseal.client.transport;

import io.medseal.client.problems.ConnectionException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.problems.TrustException;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.problems.Problem;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.protocol.reports.Reports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests to one service. Safe for use by several threads.
 *
 * <p>A request lasts for as long as bytes come or go. One that may be repeated is repeated, with
 * growing pauses or those that the service asks for, when the network fails, nothing moves any
 * more, or the service is restarting or has too much to do ({@link Patience}). Every other failure
 * is a {@link ServiceException} (it refuses) or a {@link ConnectionException} (it can't be reached,
 * or is no such service). The session's token is sent to this one address only; redirects are not
 * followed.
 */
public final class Connection implements AutoCloseable {
  private static final int MAX_ANSWER = 192 * 1024 * 1024;
  private static final String OCTETS = "application/octet-stream";
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /** Made at the first request: who asks nothing of the service doesn't wait for it. */
  private static final class Json {
    static final JsonMapper REQUESTS = StrictJson.mapper();
    static final JsonMapper ANSWERS =
        REQUESTS.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  }

  private final ServiceAddress address;
  private final Supplier<Optional<String>> token;
  private final Patience patience;
  private final Clock clock;
  private final HttpOnDemand http;
  private final AtomicReference<@Nullable Duration> clockAhead;

  /**
   * Connects at the first request.
   *
   * @param token of the session, if there is one now
   */
  public Connection(
      ServiceAddress address, Supplier<Optional<String>> token, Patience patience, Clock clock) {
    this(
        address,
        token,
        patience,
        clock,
        new HttpOnDemand(patience.connect(), EnvironmentProxies.of(System.getenv())),
        new AtomicReference<>());
  }

  private Connection(
      ServiceAddress address,
      Supplier<Optional<String>> token,
      Patience patience,
      Clock clock,
      HttpOnDemand http,
      AtomicReference<@Nullable Duration> clockAhead) {
    this.address = address;
    this.token = token;
    this.patience = patience;
    this.clock = clock;
    this.http = http;
    this.clockAhead = clockAhead;
  }

  /** The same connection without a session; closed with this one. */
  public Connection anonymous() {
    return new Connection(address, Optional::empty, patience, clock, http, clockAhead);
  }

  /** The same connection with another session; closed with this one. */
  public Connection withToken(String other) {
    return new Connection(address, () -> Optional.of(other), patience, clock, http, clockAhead);
  }

  /** The same connection, as patient as uploads and downloads are; closed with this one. */
  public Connection forTransfers() {
    return new Connection(address, token, patience.forTransfers(), clock, http, clockAhead);
  }

  /** Whether a request may be sent again when it is not known what became of it. */
  public enum Repeat {
    ALLOWED,
    NEVER
  }

  /** Where this connection leads. */
  public ServiceAddress address() {
    return address;
  }

  /** This computer's clock. */
  public Clock clock() {
    return clock;
  }

  /**
   * Whether this computer's clock and the service's, by its last answer's {@code Date}, are at most
   * five minutes apart.
   */
  public boolean clockAgrees() {
    Duration ahead = clockAhead.get();
    return ahead != null && ahead.abs().compareTo(CLOCK_TOLERANCE) <= 0;
  }

  /**
   * Refuses to go on with a clock that, by the service's last answer, is wrong: what would be
   * signed now nobody could verify later.
   *
   * @throws ServiceException with {@code clock-skew}, as the service would answer it
   */
  public void requireClock() {
    Duration ahead = clockAhead.get();
    if (ahead == null || ahead.abs().compareTo(CLOCK_TOLERANCE) <= 0) {
      return;
    }
    Instant now = clock.instant();
    ProblemType type = ProblemType.CLOCK_SKEW;
    throw new ServiceException(
        type,
        new Problem(type.type(), type.title(), type.status(), null, now.minus(ahead), null),
        now);
  }

  /** GET, answered in JSON. */
  public <T> T get(String path, Class<T> answer) {
    return json(request(path).GET(), answer, Repeat.ALLOWED);
  }

  /**
   * An answer and its entity tag.
   *
   * @param tag for {@link #putIf}
   */
  public record Tagged<T>(T content, String tag) {}

  /** GET, answered in JSON with an entity tag. */
  public <T> Tagged<T> getTagged(String path, Class<T> answer) {
    HttpResponse<Received> response = exchange(withBody(request(path).GET()), Repeat.ALLOWED);
    return new Tagged<>(parsed(response, answer), tag(response));
  }

  /**
   * PUT of a JSON body in the place of what has that entity tag; never sent twice.
   *
   * @return its new tag
   */
  public String putIf(String path, Object body, String tag) {
    return tag(
        exchange(withBody(request(path)).header("If-Match", tag).PUT(json(body)), Repeat.NEVER));
  }

  /** POST of a JSON body, answered in JSON. */
  public <T> T post(String path, Object body, Class<T> answer, Repeat repeat) {
    return json(request(path).POST(json(body)), answer, repeat);
  }

  /** POST of a JSON body, answered without content. */
  public void post(String path, Object body, Repeat repeat) {
    exchange(withBody(request(path)).POST(json(body)), repeat);
  }

  /** PUT of a JSON body, answered without content. */
  public void put(String path, Object body, Repeat repeat) {
    exchange(withBody(request(path)).PUT(json(body)), repeat);
  }

  /** DELETE; deleting twice is not an error of the caller's. */
  public void delete(String path) {
    exchange(request(path).DELETE(), Repeat.ALLOWED);
  }

  /**
   * Sends one part of a report.
   *
   * @param ciphertext its remaining bytes; position and limit stay
   * @param hash of the part (spec/bodies.md section 2)
   */
  public void putPart(ReportId report, int index, ByteBuffer ciphertext, Sha256 hash) {
    HttpRequest.Builder request =
        request("/reports/" + report.hex() + "/parts/" + index)
            .header("Content-Type", OCTETS)
            .header(Reports.PART_HASH, hash.hex())
            .PUT(new BufferPublisher(ciphertext));
    exchange(request, Repeat.ALLOWED);
  }

  /** Sends a report's sealed contents. */
  public void putContents(ReportId report, Bytes sealed) {
    HttpRequest.Builder request =
        request("/reports/" + report.hex() + "/contents")
            .header("Content-Type", OCTETS)
            .PUT(BodyPublishers.ofByteArray(sealed.toArray()));
    exchange(request, Repeat.ALLOWED);
  }

  /** GET, answered in bytes. */
  public byte[] bytes(String path) {
    HttpRequest.Builder request =
        request(path).header("Accept", OCTETS + ", application/problem+json").GET();
    return exchange(request, Repeat.ALLOWED).body().bytes();
  }

  /**
   * Reads a range of a report's body.
   *
   * @param size of the whole body, as its author signed it
   * @param from offset of the first byte in the body
   * @param into filled from its position to its limit
   * @throws TrustException.ChangedParts if the service says that the body it stores is shorter or
   *     longer
   */
  public void readBody(ReportId report, long size, long from, ByteBuffer into) {
    BodyRange asked = new BodyRange(report, size, from, into.remaining());
    HttpRequest.Builder request =
        request("/reports/" + report.hex() + "/body")
            .header("Accept", OCTETS + ", application/problem+json")
            .header("Range", asked.header())
            .GET();
    AtomicReference<BufferSubscriber> receiver = new AtomicReference<>();
    HttpResponse<Received> response;
    try {
      response =
          send(
              request,
              info ->
                  info.statusCode() == 206 && asked.isAnswered(info.headers())
                      ? replace(receiver, new BufferSubscriber(into.duplicate()))
                      : smallBody(),
              Repeat.ALLOWED);
    } finally {
      replace(receiver, null);
    }
    asked.refuseOther(response.statusCode(), response.headers());
    if (response.statusCode() != 206) {
      throw refusal(response);
    }
    if (response.body().length() != into.remaining()) {
      throw new ConnectionException.BadAnswer(
          address.display(), "a range of another length than asked for");
    }
    into.position(into.limit());
  }

  private static @Nullable BufferSubscriber replace(
      AtomicReference<BufferSubscriber> last, @Nullable BufferSubscriber next) {
    BufferSubscriber before = last.getAndSet(next);
    if (before != null) {
      before.detach();
    }
    return next;
  }

  @Override
  public void close() {
    http.close();
  }

  private <T> T json(HttpRequest.Builder request, Class<T> answer, Repeat repeat) {
    return parsed(exchange(withBody(request), repeat), answer);
  }

  private String tag(HttpResponse<Received> response) {
    return response
        .headers()
        .firstValue("ETag")
        .orElseThrow(
            () -> new ConnectionException.BadAnswer(address.display(), "an answer without a tag"));
  }

  private <T> T parsed(HttpResponse<Received> response, Class<T> answer) {
    try (InputStream content = unpacked(response)) {
      T value = Json.ANSWERS.readValue(content, answer);
      if (value == null) {
        throw new ConnectionException.BadAnswer(address.display(), "an answer without content");
      }
      return value;
    } catch (JacksonException | LedgerException | IOException _) {
      throw new ConnectionException.BadAnswer(address.display(), "an answer of another form");
    } catch (OutOfMemoryError _) {
      throw new ConnectionException.TooLong(address.display(), response.body().length() - 1);
    }
  }

  /** What was answered, compressed or not; no longer than an answer may be. */
  private InputStream unpacked(HttpResponse<Received> response) throws IOException {
    InputStream content = new ByteArrayInputStream(response.body().bytes());
    return response.headers().firstValue("Content-Encoding").filter("gzip"::equals).isPresent()
        ? new LimitedInput(
            new GZIPInputStream(content),
            MAX_ANSWER,
            () -> new ConnectionException.TooLong(address.display(), MAX_ANSWER))
        : content;
  }

  private static HttpRequest.Builder withBody(HttpRequest.Builder request) {
    return request
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, application/*+json")
        .header("Accept-Encoding", "gzip");
  }

  private static HttpRequest.BodyPublisher json(Object body) {
    return BodyPublishers.ofByteArray(Json.REQUESTS.writeValueAsBytes(body));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.api(path)).header("User-Agent", UserAgent.TEXT);
    token.get().ifPresent(value -> request.header("Authorization", "Bearer " + value));
    return request;
  }

  private HttpResponse<Received> exchange(HttpRequest.Builder request, Repeat repeat) {
    HttpResponse<Received> response = send(request, _ -> smallBody(), repeat);
    if (response.statusCode() / 100 != 2) {
      throw refusal(response);
    }
    return response;
  }

  private SmallBodySubscriber smallBody() {
    return new SmallBodySubscriber(
        MAX_ANSWER, most -> new ConnectionException.TooLong(address.display(), most));
  }

  private HttpResponse<Received> send(
      HttpRequest.Builder builder, HttpResponse.BodyHandler<Received> handler, Repeat repeat) {
    Movement movement = new Movement(System::nanoTime);
    Attempts attempts = new Attempts(patience, repeat, movement, clock);
    HttpRequest plain = builder.build();
    HttpRequest request =
        plain
            .bodyPublisher()
            .map(body -> builder.method(plain.method(), movement.watched(body)).build())
            .orElse(plain);
    while (true) {
      try {
        HttpResponse<Received> response =
            sendOnce(request, movement.watched(handler), movement, attempts.silence());
        if (!attempts.repeats(response.statusCode(), response.headers())) {
          return response;
        }
      } catch (IOException e) {
        if (!attempts.repeats(e)) {
          throw new ConnectionException.Unreachable(address.display(), Reasons.of(e), e);
        }
      }
      attempts.pause();
    }
  }

  private HttpResponse<Received> sendOnce(
      HttpRequest request,
      HttpResponse.BodyHandler<Received> handler,
      Movement movement,
      Duration silence)
      throws IOException {
    movement.begin();
    HttpClient client = http.client();
    CompletableFuture<HttpResponse<Received>> sent = client.sendAsync(request, handler);
    try {
      HttpResponse<Received> response = whole(sent, movement, silence);
      clockAhead.set(response.headers().firstValue("Date").map(this::ahead).orElse(null));
      return response;
    } catch (Attempts.Silence e) {
      sent.cancel(true);
      http.leave(client);
      throw e;
    } catch (InterruptedException _) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new ConnectionException.Interrupted();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failed -> throw failed;
        case ConnectionException known -> throw known;
        case OutOfMemoryError _ ->
            throw new ConnectionException.BadAnswer(
                address.display(), "an answer that there is no memory for");
        default ->
            throw new IllegalStateException(
                e.getCause() == null ? e : e.getCause()); // a defect, not the network
      }
    }
  }

  /** Waits for as long as something moves. */
  private static <T> T whole(CompletableFuture<T> sent, Movement movement, Duration silence)
      throws InterruptedException, ExecutionException, Attempts.Silence {
    while (true) {
      Duration left = movement.allowed(silence).minus(movement.silence());
      try {
        return sent.get(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException _) {
        if (movement.silence().compareTo(movement.allowed(silence)) >= 0) {
          throw new Attempts.Silence();
        }
      }
    }
  }

  /** By how much this computer's clock is ahead of the service's; null if that is not known. */
  private @Nullable Duration ahead(String date) {
    try {
      Instant theirs = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      return Duration.between(theirs, clock.instant());
    } catch (DateTimeException _) {
      return null;
    }
  }

  private ServiceException refusal(HttpResponse<Received> response) {
    Problem problem;
    try {
      problem = Json.ANSWERS.readValue(response.body().bytes(), Problem.class);
    } catch (JacksonException | LedgerException _) {
      throw unlikeAService(response);
    }
    if (problem == null || problem.type() == null) {
      throw unlikeAService(response);
    }
    return new ServiceException(
        ProblemType.ofType(problem.type()).orElseThrow(() -> unlikeAService(response)),
        problem,
        clock.instant());
  }

  private ConnectionException unlikeAService(HttpResponse<Received> response) {
    return switch (response.statusCode()) {
      case 429, 502, 503, 504 ->
          new ConnectionException.Unreachable(
              address.display(), "status " + response.statusCode(), null);
      case 407 ->
          new ConnectionException.Unreachable(
              address.display(), "the proxy asks for a password", null);
      default ->
          new ConnectionException.BadAnswer(
              address.display(), "status " + response.statusCode() + " without a problem");
    };
  }
}
