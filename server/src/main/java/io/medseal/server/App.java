package io.medseal.server;

import io.medseal.ledger.statements.StrictJson;
import io.medseal.server.platform.auth.ServiceSecret;
import io.medseal.server.platform.blobs.Blobs;
import io.medseal.server.platform.blobs.DirectoryBlobs;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.db.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** The cloud service. */
@SpringBootApplication(proxyBeanMethods = false)
public class App {
  /** {@code serve [--port 8480] [--data DIR]}. */
  public static void main(String[] args) throws IOException {
    List<String> spring = new ArrayList<>();
    Path data = Path.of("medseal-data");
    String port = "8480";
    for (int i = 0; i + 1 < args.length; i++) {
      switch (args[i]) {
        case "--data" -> data = Path.of(args[i + 1]);
        case "--port" -> port = args[i + 1];
        default -> {}
      }
    }
    DataFolder folder = new DataFolder(data.toAbsolutePath());
    folder.create();
    System.setProperty("org.sqlite.tmpdir", folder.temporary().toString());
    spring.add("--server.port=" + port);
    spring.add("--medseal.data=" + folder.root());
    ConfigurableApplicationContext context =
        SpringApplication.run(App.class, spring.toArray(String[]::new));
    if (context instanceof ServletWebServerApplicationContext web) {
      System.out.println("Medseal is ready at http://127.0.0.1:" + web.getWebServer().getPort());
    }
  }

  @Bean
  DataFolder dataFolder(@Value("${medseal.data}") Path root) throws IOException {
    DataFolder folder = new DataFolder(root);
    folder.create();
    return folder;
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  JsonMapper json() {
    return StrictJson.mapper();
  }

  @Bean(destroyMethod = "close")
  Database database(DataFolder folder) {
    return new SqliteDatabase(folder.database());
  }

  @Bean
  Blobs blobs(DataFolder folder) throws IOException {
    return new DirectoryBlobs(folder.blobs());
  }

  @Bean
  ServiceSecret secret(DataFolder folder) throws IOException {
    return new ServiceSecret(folder.secret());
  }
}
