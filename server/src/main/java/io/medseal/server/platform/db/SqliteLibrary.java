package io.medseal.server.platform.db;

import io.medseal.server.platform.files.OwnerOnly;
import io.medseal.server.platform.start.ExitCode;
import io.medseal.server.platform.start.StartRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * The native library of SQLite's driver. It is unpacked once into a folder that others cannot
 * write, and used from there while it is what the driver brings: on a full disk nothing has to be
 * unpacked.
 */
public final class SqliteLibrary {
  private static boolean ready;

  private SqliteLibrary() {}

  /**
   * Has it ready before the first connection of this process.
   *
   * @param folder where it lies; made if need be. Where that is not possible, a folder of this
   *     process alone is used
   * @throws StartRefusedException {@link ExitCode#DATA_UNUSABLE} if it can be put nowhere
   */
  public static void prepare(Path folder) {
    prepare(folder, true);
  }

  /** As {@link #prepare(Path)}, without a change in {@code folder}. */
  public static void borrow(Path folder) {
    prepare(folder, false);
  }

  private static synchronized void prepare(Path folder, boolean mayUnpack) {
    if (!ready) {
      String name = LibraryLoaderUtil.getNativeLibName();
      System.setProperty("org.sqlite.lib.path", place(folder, name, mayUnpack).toString());
      System.setProperty("org.sqlite.lib.name", name);
      ready = true;
    }
  }

  private static Path place(Path folder, String name, boolean mayUnpack) {
    try {
      byte[] library = bundled(name);
      if (isThere(folder.resolve(name), library)
          || (mayUnpack && isUnpacked(library, folder, name))) {
        return folder;
      }
      Path elsewhere = Files.createTempDirectory("medseal", OwnerOnly.folder());
      elsewhere.toFile().deleteOnExit();
      unpack(library, elsewhere, name);
      elsewhere.resolve(name).toFile().deleteOnExit();
      return elsewhere;
    } catch (IOException _) {
      throw new StartRefusedException(
          ExitCode.DATA_UNUSABLE,
          "The database's driver can't be unpacked, neither in "
              + folder
              + " nor in "
              + System.getProperty("java.io.tmpdir")
              + ". Make room, then try again; nothing is known to be wrong with the data.");
    }
  }

  private static boolean isThere(Path file, byte[] library) {
    try {
      return Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), library);
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isUnpacked(byte[] library, Path folder, String name) {
    try {
      unpack(library, folder, name);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static byte[] bundled(String name) throws IOException {
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no driver for this system");
      }
      return in.readAllBytes();
    }
  }

  private static void unpack(byte[] library, Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(folder, OwnerOnly.folder());
    Path fresh = Files.createTempFile(folder, name, ".new", OwnerOnly.file());
    try {
      try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        out.write(ByteBuffer.wrap(library));
        out.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
