package io.medseal.server;

import io.medseal.server.platform.db.SqliteLibrary;
import io.medseal.server.platform.start.DataDirectory;
import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.platform.start.Settings;
import io.medseal.server.platform.start.StartRefusedException;
import io.medseal.server.platform.telemetry.MetricsServer;
import java.net.BindException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A running service. */
final class Service implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private final Settings settings;
  private final ServletWebServerApplicationContext context;

  private Service(Settings settings, ServletWebServerApplicationContext context) {
    this.settings = settings;
    this.context = context;
  }

  /**
   * Starts a service and returns once it answers.
   *
   * @param data closed when the service stops
   * @param clock what the service takes for now
   * @throws StartRefusedException if it cannot run
   */
  static Service start(Settings settings, DataDirectory data, Clock clock) {
    SqliteLibrary.prepare(data.library());
    SpringApplication application = new SpringApplication(ServiceConfiguration.class);
    application.addInitializers(
        (ApplicationContextInitializer<GenericApplicationContext>)
            context -> {
              context.registerBean(Settings.class, () -> settings);
              context.registerBean(Clock.class, () -> clock);
              context.registerBean(DataDirectory.class, () -> data);
              context
                  .getEnvironment()
                  .getPropertySources()
                  .addFirst(new MapPropertySource("settings", properties(settings)));
            });
    try {
      Service service =
          new Service(settings, (ServletWebServerApplicationContext) application.run());
      return service;
    } catch (StartRefusedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw explained(settings, e);
    }
  }

  /** Where it answers. */
  URI uri() {
    String host = settings.bind().contains(":") ? "[" + settings.bind() + "]" : settings.bind();
    return URI.create("http://" + host + ":" + context.getWebServer().getPort());
  }

  /** Where its metrics are. */
  URI metrics() {
    return context.getBean(MetricsServer.class).uri();
  }

  /** One of its parts. */
  <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  /** Answers what is under way, then stops. */
  @Override
  public void close() {
    context.close();
  }

  private static Map<String, Object> properties(Settings settings) {
    return Map.of(
        "server.address",
        settings.bind(),
        "server.port",
        settings.port(),
        "server.forward-headers-strategy",
        "none"); // ProxyFilter knows whom to trust
  }

  private static StartRefusedException explained(Settings settings, RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartRefusedException known) {
        return known;
      }
      if (cause instanceof PortInUseException || cause instanceof BindException) {
        return new StartRefusedException(
            ExitCode.UNAVAILABLE,
            "Medseal can't listen on %s port %d: it is in use, or not this computer's. Choose another with --port or --bind."
                .formatted(settings.bind(), settings.port()));
      }
      if (cause instanceof UnknownHostException) {
        return new StartRefusedException(
            ExitCode.UNAVAILABLE, "There is no address " + settings.bind() + ".");
      }
    }
    LOG.error("the service did not start", e);
    return new StartRefusedException(
        ExitCode.FAILED, "Medseal did not start; the log above says why.");
  }
}
