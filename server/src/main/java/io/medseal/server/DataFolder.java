package io.medseal.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** The folder that holds everything a service keeps. */
record DataFolder(Path root) {
  Path database() {
    return root.resolve("medseal.db");
  }

  Path blobs() {
    return root.resolve("blobs");
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  void create() throws IOException {
    if (!Files.isDirectory(root)) {
      Files.createDirectories(root);
      if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
      }
    }
    Files.createDirectories(temporary());
  }

  /** The service's own secret, made at the first start. */
  byte[] secret() throws IOException {
    Path file = root.resolve("service.secret");
    if (!Files.exists(file)) {
      byte[] fresh = new byte[32];
      new SecureRandom().nextBytes(fresh);
      Path draft = Files.createTempFile(root, "service", ".draft");
      try {
        Files.write(draft, fresh);
        Files.createLink(file, draft);
      } catch (FileAlreadyExistsException _) {
        return Files.readAllBytes(file);
      } finally {
        Files.deleteIfExists(draft);
      }
    }
    return Files.readAllBytes(file);
  }
}
