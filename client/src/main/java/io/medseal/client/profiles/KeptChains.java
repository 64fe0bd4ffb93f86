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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Statements that this computer has fetched, one file for each keyring, so that they need not be
 * fetched again, and can be given back to a service that has lost them. Whoever reads them verifies
 * them again: a file that is damaged costs a request, and so does one that a crash has left empty.
 *
 * <p><b>Restrictions.</b> The newest {@value #MOST} chains are kept, none above 4 MiB, and only
 * while somebody is logged in.
 */
public final class KeptChains {
  static final int MOST = 500;
  private static final int LET_GO = 100;
  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final String FOLDER = "chains";

  /** Ends the name of what is kept of a chain that was begun later. */
  private static final String LATER = ".later";

  private static final Pattern KEPT = Pattern.compile("([0-9a-f]{64})(?:\\.later)?");

  private final Profile profile;
  private final Path folder;

  KeptChains(Profile profile) {
    this.profile = profile;
    this.folder = profile.folder().resolve(FOLDER);
  }

  /** The statements of a chain, whole signed objects, oldest first; none where none were kept. */
  public List<Bytes> read(KeyringId keyring) {
    return PrivateFiles.read(file(keyring)).map(KeptChains::split).orElse(List.of());
  }

  /** The keyrings of which anything is kept. */
  public Set<KeyringId> ids() {
    return PrivateFiles.list(folder).stream()
        .map(file -> KEPT.matcher(file.getFileName().toString()))
        .filter(Matcher::matches)
        .map(name -> new KeyringId(name.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * All that is kept of a chain without a gap, oldest first: from its first statement, or from a
   * later one on where that is all.
   */
  public List<Bytes> newest(KeyringId keyring) {
    List<Bytes> whole = read(keyring);
    List<Bytes> later = PrivateFiles.read(later(keyring)).map(KeptChains::split).orElse(List.of());
    int at = later.isEmpty() ? -1 : whole.indexOf(later.getFirst());
    if (at < 0) {
      return later.isEmpty() ? whole : later;
    }
    return at + later.size() < whole.size()
        ? whole
        : Stream.concat(whole.subList(0, at).stream(), later.stream()).toList();
  }

  /** Keeps whole chains, in place of what was kept of them. */
  public void write(Map<KeyringId, List<Bytes>> chains) {
    write(chains, Map.of());
  }

  /**
   * Keeps whole chains, in place of what was kept of them, and the rests of others, which nobody
   * reads to verify anything.
   */
  public void write(Map<KeyringId, List<Bytes>> chains, Map<KeyringId, List<Bytes>> rests) {
    if (chains.isEmpty() && rests.isEmpty()) {
      return;
    }
    profile.changed(
        () -> {
          if (profile.isLoggedIn()) {
            PrivateFiles.createFolder(folder);
            makeRoom(chains.size() + rests.size());
            chains.forEach((id, statements) -> write(file(id), statements));
            rests.forEach((id, statements) -> write(later(id), statements));
          }
        });
  }

  /** Keeps nothing of that chain any more. */
  public void forget(KeyringId keyring) {
    PrivateFiles.delete(file(keyring));
  }

  /** Keeps nothing any more. Call under the profile's lock. */
  void clear() {
    PrivateFiles.list(folder).forEach(PrivateFiles::delete);
    PrivateFiles.delete(folder);
  }

  private static void write(Path file, List<Bytes> statements) {
    long bytes = statements.stream().mapToLong(one -> Integer.BYTES + (long) one.size()).sum();
    if (bytes > MOST_BYTES) {
      PrivateFiles.delete(file);
      return;
    }
    ByteBuffer all = ByteBuffer.allocate((int) bytes);
    statements.forEach(one -> all.putInt(one.size()).put(one.toArray()));
    PrivateFiles.replaceLightly(file, all.array());
  }

  /** Those that were written longest ago go, and so does what a crash has left behind. */
  private void makeRoom(int more) {
    List<Path> files = PrivateFiles.list(folder);
    if (files.size() + more > MOST) {
      files.stream()
          .sorted(Comparator.comparing(KeptChains::written))
          .limit(files.size() + more - MOST + LET_GO)
          .forEach(PrivateFiles::delete);
    }
  }

  static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException _) {
      return FileTime.fromMillis(0);
    }
  }

  private Path file(KeyringId keyring) {
    return folder.resolve(keyring.hex());
  }

  private Path later(KeyringId keyring) {
    return folder.resolve(keyring.hex() + LATER);
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
