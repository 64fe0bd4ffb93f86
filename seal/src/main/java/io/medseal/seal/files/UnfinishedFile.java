package io.medseal.seal.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A file under a temporary name beside the wanted one: gets that name when it is finished, and is
 * deleted when it is not, also when the process is asked to end.
 */
final class UnfinishedFile implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path wanted;
  private final Path temporary;
  private final FileChannel channel;
  private final Thread atEnd;
  private boolean finished;

  UnfinishedFile(Path wanted) throws IOException {
    this.wanted = wanted.toAbsolutePath();
    byte[] unique = new byte[8];
    RANDOM.nextBytes(unique);
    temporary = this.wanted.resolveSibling(".medseal-" + HexFormat.of().formatHex(unique) + ".tmp");
    channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.READ);
    atEnd = new Thread(this::delete, "delete unfinished file");
    Runtime.getRuntime().addShutdownHook(atEnd);
  }

  FileChannel channel() {
    return channel;
  }

  /** Makes it durable and gives it its name, in one step; replaces a file of that name. */
  void finish() throws IOException {
    channel.force(true);
    channel.close();
    Files.move(temporary, wanted, StandardCopyOption.ATOMIC_MOVE);
    finished = true;
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(atEnd);
    } catch (IllegalStateException _) {
      // the process is ending: the hook deletes
    }
    channel.close();
    if (!finished) {
      Files.deleteIfExists(temporary);
    }
  }

  private void delete() {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException _) {
      // nobody is left to tell
    }
  }
}
