package io.medseal.seal.vectors;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.HashList;
import io.medseal.ledger.reports.PartHasher;
import io.medseal.seal.bodies.BodyLayout;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A stored body and the hashes of its parts: those that a case gives, else those that the body as
 * it is stored has, so that the segments themselves are what is tried.
 */
@SuppressWarnings("ArrayRecordComponent") // one case's, never compared
record StoredParts(BodyLayout layout, byte[] body, List<Bytes> lists, List<Sha256> signed) {
  StoredParts(BodyLayout layout, byte[] body, Case vector) {
    this(layout, body, lists(layout, body, vector), signed(layout, body, vector));
  }

  /** Of a part's ciphertext. */
  static HashList list(byte[] part) {
    PartHasher hasher = new PartHasher();
    hasher.update(part, 0, part.length);
    return hasher.finish();
  }

  void read(long offset, ByteBuffer into) throws EOFException {
    if (offset + into.remaining() > body.length) {
      throw new EOFException();
    }
    into.put(body, (int) offset, into.remaining());
  }

  Bytes list(BodyLayout.Part part) {
    return lists.get(part.index());
  }

  byte[] part(BodyLayout.Part part) {
    return part(part, body);
  }

  private static byte[] part(BodyLayout.Part part, byte[] body) {
    int from = (int) part.ciphertextOffset();
    return Arrays.copyOfRange(body, from, from + part.ciphertextSize());
  }

  private static List<HashList> own(BodyLayout layout, byte[] body) {
    return IntStream.range(0, layout.parts())
        .mapToObj(index -> list(part(layout.part(index), body)))
        .toList();
  }

  private static List<Bytes> lists(BodyLayout layout, byte[] body, Case vector) {
    if (!vector.hasInput("lists")) {
      return isWhole(layout, body)
          ? own(layout, body).stream().map(HashList::toBytes).toList()
          : List.of();
    }
    List<Bytes> lists = new ArrayList<>();
    for (JsonNode list : vector.node("lists")) {
      lists.add(Bytes.fromBase64Url(list.stringValue()));
    }
    return lists;
  }

  private static List<Sha256> signed(BodyLayout layout, byte[] body, Case vector) {
    if (!vector.hasInput("signed")) {
      return isWhole(layout, body)
          ? own(layout, body).stream().map(HashList::partHash).toList()
          : List.of();
    }
    List<Sha256> signed = new ArrayList<>();
    for (JsonNode hash : vector.node("signed")) {
      signed.add(new Sha256(hash.stringValue()));
    }
    return signed;
  }

  /** One of another length is refused before any part is looked at. */
  private static boolean isWhole(BodyLayout layout, byte[] body) {
    return layout.ciphertextSize() == body.length;
  }
}
