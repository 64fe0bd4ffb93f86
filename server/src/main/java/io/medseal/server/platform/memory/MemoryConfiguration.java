package io.medseal.server.platform.memory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MemoryConfiguration {
  /** For bodies and contents, each of which takes several times its length while it is read. */
  @Bean
  MemoryShare bodies() {
    return new MemoryShare(16);
  }
}
