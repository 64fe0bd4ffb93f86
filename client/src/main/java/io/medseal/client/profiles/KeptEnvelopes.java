package io.medseal.client.profiles;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Envelopes that this computer has made or fetched, one file for each keyring: only to give them
 * back to a service that has lost them. What is in them opens with keys that are kept elsewhere.
 *
 * <p><b>Restrictions.</b> Those of the {@value #MOST} keyrings written last, 4 MiB each at most,
 * and only while somebody is logged in.
 */
public final class KeptEnvelopes {
  private static final int MOST = 500;
  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final int MOST_NODES = 64;
  private static final String FOLDER = "envelopes";

  private final Profile profile;
  private final Path folder;

  KeptEnvelopes(Profile profile) {
    this.profile = profile;
    this.folder = profile.folder().resolve(FOLDER);
  }

  /**
   * One.
   *
   * @param path to the root that its statement announces
   */
  public record Kept(
      int generation,
      KeyringId recipient,
      int recipientGeneration,
      Bytes envelope,
      List<Sha256> path) {
    private int size() {
      return 4 * Integer.BYTES + KeyringId.BYTES + envelope.size() + path.size() * Sha256.BYTES;
    }

    private void write(ByteBuffer to) {
      to.putInt(generation)
          .put(recipient.bytes())
          .putInt(recipientGeneration)
          .putInt(envelope.size())
          .put(envelope.toArray())
          .putInt(path.size());
      path.forEach(node -> to.put(node.bytes()));
    }

    private static Kept read(ByteBuffer from) {
      int generation = from.getInt();
      KeyringId recipient = KeyringId.of(bytes(from, KeyringId.BYTES));
      int recipientGeneration = from.getInt();
      Bytes envelope = Bytes.of(bytes(from, from.getInt()));
      List<Sha256> path = new ArrayList<>();
      for (int nodes = Math.min(from.getInt(), MOST_NODES); nodes > 0; nodes--) {
        path.add(Sha256.of(bytes(from, Sha256.BYTES)));
      }
      return new Kept(generation, recipient, recipientGeneration, envelope, List.copyOf(path));
    }

    private static byte[] bytes(ByteBuffer from, int length) {
      if (length < 0 || length > from.remaining()) {
        throw new BufferUnderflowException();
      }
      byte[] bytes = new byte[length];
      from.get(bytes);
      return bytes;
    }
  }

  /** Those of a keyring; none where a file is damaged. */
  public List<Kept> read(KeyringId keyring) {
    return PrivateFiles.read(file(keyring)).map(KeptEnvelopes::parse).orElse(List.of());
  }

  /** Keeps these of a keyring too, as long as there is room for them. */
  public void add(KeyringId keyring, Collection<Kept> more) {
    if (more.isEmpty()) {
      return;
    }
    profile.changed(
        () -> {
          Set<Kept> all = new LinkedHashSet<>(read(keyring));
          if (profile.isLoggedIn() && all.addAll(more)) {
            PrivateFiles.createFolder(folder);
            makeRoom();
            write(keyring, all);
          }
        });
  }

  /** Keeps nothing any more. Call under the profile's lock. */
  void clear() {
    PrivateFiles.list(folder).forEach(PrivateFiles::delete);
    PrivateFiles.delete(folder);
  }

  private void write(KeyringId keyring, Set<Kept> all) {
    List<Kept> fitting = new ArrayList<>();
    int bytes = 0;
    for (Kept one : all) {
      if (bytes + one.size() <= MOST_BYTES) {
        fitting.add(one);
        bytes += one.size();
      }
    }
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    fitting.forEach(one -> one.write(buffer));
    PrivateFiles.replaceLightly(file(keyring), buffer.array());
  }

  private void makeRoom() {
    List<Path> files = PrivateFiles.list(folder);
    if (files.size() >= MOST) {
      files.stream()
          .sorted(Comparator.comparing(KeptChains::written))
          .limit(files.size() - MOST + MOST / 5)
          .forEach(PrivateFiles::delete);
    }
  }

  private Path file(KeyringId keyring) {
    return folder.resolve(keyring.hex());
  }

  private static List<Kept> parse(byte[] file) {
    List<Kept> all = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(file);
    try {
      while (rest.hasRemaining()) {
        all.add(Kept.read(rest));
      }
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      return List.of();
    }
    return all;
  }
}
