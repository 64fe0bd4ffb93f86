package io.medseal.ledger.statements;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Payload and both signatures (spec/README.md section 3).
 *
 * @param payload the exact bytes that are signed
 */
public record SignedObject(Bytes payload, Bytes ed25519, Bytes mlDsa65) {
  public static final int ED25519_BYTES = 64;
  public static final int ML_DSA_65_BYTES = 3_309;

  /** Bytes around the payload. */
  public static final int OVERHEAD = 1 + 4 + ED25519_BYTES + ML_DSA_65_BYTES;

  /** Longest payload. */
  public static final int MAX_PAYLOAD = 16 * 1024 * 1024;

  /** What a signature is for; a signature made for one does not verify for another. */
  public enum Domain {
    STATEMENT("medseal/v1/statement"),
    MANIFEST("medseal/v1/manifest");

    private final String text;

    Domain(String text) {
      this.text = text;
    }

    /** The bytes that both signatures are over. */
    public byte[] message(Bytes payload) {
      byte[] domain = text.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(domain.length + 1 + payload.size())
          .put(domain)
          .put((byte) 0)
          .put(payload.toArray())
          .array();
    }
  }

  /**
   * Takes the layout apart; verifies nothing.
   *
   * @throws LedgerException.Malformed if the lengths do not fit
   * @throws LedgerException.UnknownSuite if the first byte is not 1
   */
  public static SignedObject parse(Bytes object) {
    ByteBuffer in = ByteBuffer.wrap(object.toArray());
    if (in.remaining() < 1) {
      throw new LedgerException.Malformed("an empty object");
    }
    if (in.get() != 1) {
      throw new LedgerException.UnknownSuite();
    }
    if (in.remaining() < 4) {
      throw new LedgerException.Malformed("a signed object ends in its header");
    }
    int length = in.getInt();
    if (length < 1 || length > MAX_PAYLOAD || object.size() != OVERHEAD + length) {
      throw new LedgerException.Malformed("a signed object's lengths do not fit");
    }
    return new SignedObject(take(in, length), take(in, ED25519_BYTES), take(in, ML_DSA_65_BYTES));
  }

  /** The bytes as stored and sent. */
  public Bytes encode() {
    return Bytes.of(
        ByteBuffer.allocate(OVERHEAD + payload.size())
            .put((byte) 1)
            .putInt(payload.size())
            .put(payload.toArray())
            .put(ed25519.toArray())
            .put(mlDsa65.toArray())
            .array());
  }

  private static Bytes take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return Bytes.of(bytes);
  }
}
