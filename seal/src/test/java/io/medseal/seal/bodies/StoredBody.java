package io.medseal.seal.bodies;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.HashList;
import io.medseal.ledger.reports.PartHasher;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.seal.secrets.ReportKey;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A random pack, sealed, held in memory as a store would, with the fetches it saw. */
final class StoredBody implements CiphertextSource, HashListSource {
  static final ReportId REPORT = new ReportId("4e".repeat(16));

  final ReportKey key = ReportKey.random();
  final byte[] pack;
  final BodyLayout layout;
  final List<Long> fetches = new ArrayList<>();
  final List<Sha256> hashes = new ArrayList<>();
  final List<HashList> lists = new ArrayList<>();
  byte[] bytes;

  StoredBody(int size, long seed) {
    pack = new byte[size];
    new Random(seed).nextBytes(pack);
    layout = new BodyLayout(size);
    bytes = new byte[Math.toIntExact(layout.ciphertextSize())];
    PartSealer sealer = new PartSealer(key, REPORT, layout);
    for (int i = 0; i < layout.parts(); i++) {
      BodyLayout.Part part = layout.part(i);
      PartSealer.SealedPart sealed = sealer.seal(i, pack, (int) part.offset(), part.size());
      sealed.ciphertext().get(bytes, (int) part.ciphertextOffset(), part.ciphertextSize());
      hashes.add(sealed.hash());
      lists.add(list(part(i)));
    }
  }

  @Override
  public void read(long offset, ByteBuffer into) throws EOFException {
    fetches.add(offset);
    fetches.add((long) into.remaining());
    if (offset + into.remaining() > bytes.length) {
      throw new EOFException();
    }
    into.put(bytes, (int) offset, into.remaining());
  }

  @Override
  public Bytes read(BodyLayout.Part part) {
    fetches.add(-1L - part.index());
    return lists.get(part.index()).toBytes();
  }

  PackReader reader() {
    return new PackReader(key, REPORT, layout, hashes, this, this);
  }

  /** The whole pack by random access, in reads of {@code step} bytes. */
  byte[] readAll(int step) {
    PackReader reader = reader();
    byte[] all = new byte[pack.length];
    try {
      for (int at = 0; at < all.length; at += step) {
        reader.read(at, ByteBuffer.wrap(all, at, Math.min(step, all.length - at)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** A part as it is stored now. */
  byte[] part(int index) {
    BodyLayout.Part part = layout.part(index);
    int from = (int) part.ciphertextOffset();
    return Arrays.copyOfRange(bytes, from, from + part.ciphertextSize());
  }

  static HashList list(byte[] part) {
    PartHasher hasher = new PartHasher();
    hasher.update(part, 0, part.length);
    return hasher.finish();
  }

  /** Of whatever a store holds now; of what is no part, something else. */
  static Sha256 hash(byte[] part) {
    return part.length < ReportSizes.LEAST_PART || part.length > ReportSizes.PART
        ? new Sha256("00".repeat(32))
        : list(part).partHash();
  }
}
