package io.medseal.server.platform.telemetry;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TelemetryConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> requestLog(
      ObjectProvider<FinishedRequest.Listener> listeners) {
    return tomcat -> {
      List<FinishedRequest.Listener> all = listeners.orderedStream().toList();
      tomcat.addEngineValves(new RequestLog(all));
    };
  }
}
