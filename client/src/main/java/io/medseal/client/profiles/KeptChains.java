package io.medseal.client.profiles;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Statements that this computer has fetched, one file for each keyring, so that they need not be
 * fetched again. Whoever reads them verifies them again: a file that is damaged costs a request.
 *
 * <p><b>Restrictions.</b> The newest {@value #MOST} chains are kept, none above 4 MiB.
 */
public final class KeptChains {
  static final int MOST = 500;
  private static final int LET_GO = 100;
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private final Path folder;

  KeptChains(Path folder) {
    this.folder = folder;
  }

  /** The statements of a chain, oldest first; none where none were kept. */
  public List<Bytes> read(KeyringId keyring) {
    return PrivateFiles.read(file(keyring)).map(KeptChains::split).orElse(List.of());
  }

  /** Keeps a whole chain, in place of what was kept of it. */
  public void write(KeyringId keyring, List<Bytes> statements) {
    long bytes = statements.stream().mapToLong(one -> Integer.BYTES + (long) one.size()).sum();
    if (bytes > MOST_BYTES) {
      PrivateFiles.delete(file(keyring));
      return;
    }
    ByteBuffer all = ByteBuffer.allocate((int) bytes);
    statements.forEach(one -> all.putInt(one.size()).put(one.toArray()));
    PrivateFiles.createFolder(folder);
    letGo();
    PrivateFiles.replaceLightly(file(keyring), all.array());
  }

  /** Keeps nothing of that chain any more. */
  public void forget(KeyringId keyring) {
    PrivateFiles.delete(file(keyring));
  }

  /** Keeps nothing any more. */
  void clear() {
    PrivateFiles.list(folder).forEach(PrivateFiles::delete);
    PrivateFiles.delete(folder);
  }

  /** Those that were written longest ago make room. */
  private void letGo() {
    List<Path> files = PrivateFiles.list(folder);
    if (files.size() >= MOST) {
      files.stream()
          .sorted(Comparator.comparing(KeptChains::written))
          .limit(files.size() - MOST + LET_GO)
          .forEach(PrivateFiles::delete);
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException _) {
      return FileTime.fromMillis(0); // another process has let it go
    }
  }

  private Path file(KeyringId keyring) {
    return folder.resolve(keyring.hex());
  }

  private static List<Bytes> split(byte[] file) {
    List<Bytes> statements = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(file);
    try {
      while (rest.hasRemaining()) {
        int length = rest.getInt();
        if (length < 0 || length > rest.remaining()) {
          return List.of();
        }
        byte[] one = new byte[length];
        rest.get(one);
        statements.add(Bytes.of(one));
      }
    } catch (BufferUnderflowException _) {
      return List.of();
    }
    return statements;
  }
}
