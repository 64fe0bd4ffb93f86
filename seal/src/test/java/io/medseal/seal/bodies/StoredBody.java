package io.medseal.seal.bodies;

import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.seal.secrets.ReportKey;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A random pack, sealed, held in memory as a store would, with the fetches it saw. */
final class StoredBody implements CiphertextSource {
  static final ReportId REPORT = new ReportId("4e".repeat(16));

  final ReportKey key = ReportKey.random();
  final byte[] pack;
  final BodyLayout layout;
  final List<Long> fetches = new ArrayList<>();
  byte[] bytes;

  StoredBody(int size, long seed) {
    pack = new byte[size];
    new Random(seed).nextBytes(pack);
    layout = new BodyLayout(size);
    bytes = new byte[Math.toIntExact(layout.ciphertextSize())];
    PartSealer sealer = new PartSealer(key, REPORT, layout);
    for (int i = 0; i < layout.parts(); i++) {
      BodyLayout.Part part = layout.part(i);
      sealer
          .seal(i, pack, (int) part.offset(), part.size())
          .ciphertext()
          .get(bytes, (int) part.ciphertextOffset(), part.ciphertextSize());
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

  PackReader reader() {
    return new PackReader(key, REPORT, layout, this);
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

  static Sha256 sha256(byte[] bytes) {
    try {
      return Sha256.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
