package io.medseal.seal.notes;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.seal.SealException;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.NoteKey;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Hkdf;
import io.medseal.seal.suite.Suite;
import java.util.Arrays;

/**
 * Seals and opens notes (spec/keyrings.md section 5).
 *
 * <p>Guarantees: each note has a fresh key; it opens only under the binding it was sealed with. Who
 * wrote it is known only through the signed statement that it stands in.
 */
public final class Notes {
  /** Longest text, in bytes. */
  public static final int MAX_TEXT_BYTES = 65_536;

  /** What sealing adds, in bytes. */
  public static final int OVERHEAD = Envelopes.BYTES + AesGcm.OVERHEAD;

  private static final String INFO = "medseal/v1/note";

  private Notes() {}

  /**
   * Seals a text.
   *
   * @param to public keys of the generation that the binding names as recipient
   * @param binding made with {@link Binding#note}
   * @param json the text, at most 65,536 bytes; not looked at
   * @throws SealException.Malformed if the text is too long
   */
  public static Bytes seal(PublicKeys to, Binding binding, byte[] json) {
    if (json.length > MAX_TEXT_BYTES) {
      throw new SealException.Malformed("a note has at most 65,536 bytes");
    }
    try (NoteKey noteKey = NoteKey.random()) {
      byte[] envelope = Envelopes.seal(to, binding, noteKey).toArray();
      byte[] key = Hkdf.derive(noteKey, INFO);
      try {
        return Bytes.of(AesGcm.seal(envelope, key, binding.encode(), json));
      } finally {
        Arrays.fill(key, (byte) 0);
      }
    }
  }

  /**
   * Opens a note.
   *
   * @return its text; whether that is JSON is for the reader to check
   * @throws SealException.WrongKey if these keys do not open its envelope under this binding
   * @throws SealException.Tampered if the envelope opens and the text does not
   * @throws SealException.Malformed if its length is not a note's
   * @throws SealException.UnknownSuite if it is of another suite
   */
  public static byte[] open(KeyringKeys keys, Binding binding, Bytes note) {
    byte[] bytes = note.toArray();
    Suite.check(bytes);
    if (bytes.length < OVERHEAD || bytes.length > OVERHEAD + MAX_TEXT_BYTES) {
      throw new SealException.Malformed("a note's length is not one");
    }
    Bytes envelope = Bytes.of(Arrays.copyOf(bytes, Envelopes.BYTES));
    try (NoteKey noteKey = Envelopes.openNoteKey(keys, binding, envelope)) {
      byte[] key = Hkdf.derive(noteKey, INFO);
      try {
        return AesGcm.open(
            bytes,
            Envelopes.BYTES,
            key,
            binding.encode(),
            () -> new SealException.Tampered("the note was changed"));
      } finally {
        Arrays.fill(key, (byte) 0);
      }
    }
  }
}
