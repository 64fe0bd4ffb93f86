package io.medseal.server.platform.http;

import io.medseal.ledger.statements.StrictJson;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class JsonConfiguration {
  /** A sealed manifest of 16 MiB, in base64url, and some room. */
  private static final int LONGEST_TEXT = 24 * 1024 * 1024;

  /** Bodies are read as strictly as statements are (spec/README.md section 2). */
  @Bean
  JsonMapper json() {
    return StrictJson.mapper(LONGEST_TEXT);
  }
}
