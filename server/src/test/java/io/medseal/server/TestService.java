package io.medseal.server;

import io.medseal.protocol.accounts.SignUpRule;
import io.medseal.server.platform.origins.TrustedProxies;
import io.medseal.server.platform.start.Bounds;
import io.medseal.server.platform.start.DataDirectory;
import io.medseal.server.platform.start.PostgresAddress;
import io.medseal.server.platform.start.Settings;
import io.medseal.server.testing.Caller;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** The real service on a free port, with its data in a temporary directory and a clock to turn. */
public final class TestService implements AutoCloseable {
  private static TestService shared;

  private final TestClock clock = new TestClock();
  private final Path folder;
  private final TrustedProxies proxies;
  private final SignUpRule signUp;
  private final @Nullable PostgresAddress postgres;
  private final Bounds bounds;
  private final @Nullable InetSocketAddress nameServer;
  private Service service;

  private TestService(
      TrustedProxies proxies,
      SignUpRule signUp,
      @Nullable PostgresAddress postgres,
      Bounds bounds,
      @Nullable InetSocketAddress nameServer) {
    this.nameServer = nameServer;
    this.proxies = proxies;
    this.signUp = signUp;
    this.postgres = postgres;
    this.bounds = bounds;
    try {
      folder = Files.createTempDirectory("medseal-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  /** A service of one's own. */
  public static TestService fresh() {
    return on(null);
  }

  /** A service of one's own that allows so much. */
  public static TestService with(Bounds bounds) {
    return new TestService(TrustedProxies.NONE, SignUpRule.OPEN, null, bounds, null);
  }

  /** A service of one's own that trusts these proxies. */
  public static TestService behind(String proxies) {
    return new TestService(
        TrustedProxies.parse(proxies), SignUpRule.OPEN, null, Bounds.byDefault(), null);
  }

  /** A service of one's own where not everybody may sign up. */
  public static TestService with(SignUpRule signUp) {
    return new TestService(TrustedProxies.NONE, signUp, null, Bounds.byDefault(), null);
  }

  /** A service of one's own that asks this server for names. */
  public static TestService asking(InetSocketAddress nameServer) {
    return new TestService(
        TrustedProxies.NONE, SignUpRule.OPEN, null, Bounds.byDefault(), nameServer);
  }

  /** A service of one's own, with its rows in that database. */
  public static TestService on(@Nullable PostgresAddress postgres) {
    return new TestService(
        TrustedProxies.NONE, SignUpRule.OPEN, postgres, Bounds.byDefault(), null);
  }

  /** One service for all tests that do not turn its clock, stop it or look into its data. */
  public static synchronized TestService shared() {
    if (shared == null) {
      shared = fresh();
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
    }
    return shared;
  }

  /** Starts it again on the same data. */
  public void start() {
    Settings settings =
        new Settings(data(), "127.0.0.1", 0, 0, proxies, signUp, nameServer, postgres, bounds);
    service = Service.start(settings, DataDirectory.open(data()), clock);
  }

  /** Stops it; its data stays. */
  public void stop() {
    service.close();
  }

  public URI uri() {
    return service.uri();
  }

  /** Where its metrics are. */
  public URI metrics() {
    return service.metrics();
  }

  public TestClock clock() {
    return clock;
  }

  public Path data() {
    return folder.resolve("data");
  }

  /** One of its parts. */
  public <T> T part(Class<T> type) {
    return service.part(type);
  }

  /** Somebody without a session. */
  public Caller anonymous() {
    return Caller.anonymous(uri());
  }

  /** Somebody new, with an account. */
  public Person person(String name) {
    return Person.signedUp(uri(), clock, name);
  }

  @Override
  public void close() {
    service.close();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
