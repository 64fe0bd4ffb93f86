package io.medseal.server;

import io.medseal.protocol.accounts.SignUpRule;
import io.medseal.server.platform.auth.CallersDatabase;
import io.medseal.server.platform.auth.ServiceSecret;
import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.blobs.DirectoryBlobs;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.db.PatientDatabase;
import io.medseal.server.platform.db.PostgresDatabase;
import io.medseal.server.platform.db.ReservedDatabase;
import io.medseal.server.platform.db.SqliteDatabase;
import io.medseal.server.platform.origins.TrustedProxies;
import io.medseal.server.platform.reserve.Reserve;
import io.medseal.server.platform.start.DataDirectory;
import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.platform.start.PostgresAddress;
import io.medseal.server.platform.start.Restorations;
import io.medseal.server.platform.start.Settings;
import java.io.IOException;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** What the service is made of. Clock, settings and data directory are given to it. */
@SpringBootApplication(
    proxyBeanMethods = false,
    exclude = {
      DataSourceAutoConfiguration.class,
      FlywayAutoConfiguration.class,
      UserDetailsServiceAutoConfiguration.class
    })
class ServiceConfiguration {

  @Bean
  Reserve reserve(DataDirectory data) throws IOException {
    return Reserve.at(data.reserve());
  }

  @Bean
  Database database(Settings settings, DataDirectory data, Reserve reserve) {
    PostgresAddress postgres = settings.postgres();
    return new CallersDatabase(
        new PatientDatabase(
            postgres == null
                ? new ReservedDatabase(
                    new SqliteDatabase(data.database(), ServiceConfiguration::end), reserve)
                : PostgresDatabase.open(postgres)));
  }

  /** At once: a supervisor starts it again, and nothing that was acknowledged is lost. */
  private static void end() {
    Runtime.getRuntime().halt(ExitCode.FAILED.number());
  }

  @Bean
  Blobs blobs(DataDirectory data) throws IOException {
    return DirectoryBlobs.in(data.blobs());
  }

  @Bean
  TrustedProxies trustedProxies(Settings settings) {
    return settings.forwardHeaders();
  }

  @Bean
  SignUpRule signUpRule(Settings settings) {
    return settings.signUp();
  }

  @Bean
  Restorations restorations(DataDirectory data) {
    return data.restorations();
  }

  @Bean
  ServiceSecret serviceSecret(DataDirectory data) {
    return new ServiceSecret(data.serviceSecret());
  }
}
