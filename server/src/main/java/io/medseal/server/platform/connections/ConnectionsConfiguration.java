package io.medseal.server.platform.connections;

import io.medseal.server.platform.http.RefusedRequests;
import io.medseal.server.platform.start.Settings;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConnectionsConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedConnections(Settings settings) {
    return tomcat -> {
      tomcat.addContextCustomizers(
          context -> {
            if (context.getParent() instanceof StandardHost host) {
              host.setErrorReportValveClass(RefusedRequests.class.getName());
            }
          });
      tomcat.setProtocol(BoundedProtocol.class.getName());
      tomcat.addConnectorCustomizers(
          connector -> {
            if (connector.getProtocolHandler() instanceof BoundedProtocol protocol) {
              protocol.setMaxConnections(settings.bounds().connections());
              // All connections of a reverse proxy come from one address, and it has bounds itself.
              protocol.setMaxConnectionsPerAddress(
                  settings.bounds().connectionsPerAddress(), settings.forwardHeaders()::trusts);
            }
          });
    };
  }
}
