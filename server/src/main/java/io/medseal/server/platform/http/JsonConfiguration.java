package io.medseal.server.platform.http;

import io.medseal.ledger.statements.StrictJson;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class JsonConfiguration {
  /** A statement of 4 MiB in base64url: nothing in JSON is longer. */
  private static final int LONGEST_TEXT = 6 * 1024 * 1024;

  /** Bodies are read as strictly as statements are (spec/README.md section 2). */
  @Bean
  JsonMapper json() {
    return StrictJson.mapper(LONGEST_TEXT);
  }
}
