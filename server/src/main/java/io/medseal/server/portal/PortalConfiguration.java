package io.medseal.server.portal;

import io.medseal.protocol.portal.PortalFiles;
import io.medseal.server.platform.http.ProblemWriter;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

@Configuration(proxyBeanMethods = false)
class PortalConfiguration {
  /** Last of all: an address that an endpoint has, with whatever method, is never the portal's. */
  @Bean
  HandlerMapping portal(ProblemWriter problems) {
    PortalFiles files = PortalFiles.on(PortalConfiguration.class.getClassLoader());
    return new SimpleUrlHandlerMapping(
        Map.of("/**", new PortalHandler(files, problems)), Ordered.LOWEST_PRECEDENCE - 1);
  }
}
