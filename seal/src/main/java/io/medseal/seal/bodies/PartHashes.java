package io.medseal.seal.bodies;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.HashList;
import io.medseal.seal.SealException;
import io.medseal.seal.suite.Digests;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The verified hash lists of a body's parts, the last ones used. One thread at a time. */
final class PartHashes {
  private static final int REMEMBERED_PARTS = 64;

  private final List<Sha256> signed;
  private final HashListSource source;
  private final MessageDigest sha256 = Digests.sha256();
  private final Map<Integer, HashList> lists =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, HashList> eldest) {
          return size() > REMEMBERED_PARTS;
        }
      };

  /**
   * For one body.
   *
   * @param signed the hash of each part, from verified contents
   */
  PartHashes(List<Sha256> signed, HashListSource source) {
    this.signed = signed;
    this.source = source;
  }

  /**
   * The list of a part.
   *
   * @throws SealException.Tampered if it is not the one that the author signed
   */
  HashList of(BodyLayout.Part part) throws IOException {
    HashList known = lists.get(part.index());
    if (known != null) {
      return known;
    }
    HashList list = verified(part, signed.get(part.index()), source.read(part));
    lists.put(part.index(), list);
    return list;
  }

  static HashList verified(BodyLayout.Part part, Sha256 signed, Bytes stored) {
    if (stored.size() == HashList.bytes(part.segments())) {
      HashList list = HashList.of(stored.toArray());
      if (list.partHash().equals(signed)) {
        return list;
      }
    }
    throw new SealException.Tampered("a part's hashes are not those that its author signed");
  }

  /**
   * Compares a segment's ciphertext with the list, before it is opened.
   *
   * @throws SealException.Tampered if it is another one
   */
  void check(HashList list, int segment, byte[] in, int offset, int length) {
    sha256.update(in, offset, length);
    if (!list.names(segment, sha256.digest())) {
      throw new SealException.Tampered("a segment is not the one that its author signed");
    }
  }
}
