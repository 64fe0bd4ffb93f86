package io.medseal.ledger.statements;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A payload and both signatures, which may be over several payloads at once (spec/README.md section
 * 3).
 *
 * @param payload the exact bytes that were signed
 * @param digests SHA-256 of each payload that was signed together, in their order
 */
public record SignedObject(Bytes payload, List<Sha256> digests, Bytes ed25519, Bytes mlDsa65) {
  public static final int ED25519_BYTES = 64;
  public static final int ML_DSA_65_BYTES = 3_309;

  /** Bytes around a payload that was signed alone. */
  public static final int OVERHEAD = 1 + 4 + 1 + Sha256.BYTES + ED25519_BYTES + ML_DSA_65_BYTES;

  /** Longest payload. */
  public static final int MAX_PAYLOAD = 16 * 1024 * 1024;

  /** Most payloads that are signed together. */
  public static final int MAX_TOGETHER = 64;

  private static final int HEADER = 1 + 4;

  public SignedObject {
    digests = List.copyOf(digests);
  }

  /** Of a payload that was signed alone. */
  public static SignedObject alone(Bytes payload, Bytes ed25519, Bytes mlDsa65) {
    return new SignedObject(payload, List.of(digest(payload)), ed25519, mlDsa65);
  }

  /** SHA-256 of a payload: what signatures are over, and the hash of a statement. */
  public static Sha256 digest(Bytes payload) {
    return Sha256.digest(payload.toArray());
  }

  /** Whether the payload is among those that the signatures are over. */
  public boolean isSigned() {
    return digests.contains(digest(payload));
  }

  /** What a signature is for; a signature made for one does not verify for another. */
  public enum Domain {
    STATEMENT("medseal/v1/statement"),
    MANIFEST("medseal/v1/manifest");

    private final String text;

    Domain(String text) {
      this.text = text;
    }

    /** The bytes that both signatures are over. */
    public byte[] message(List<Sha256> digests) {
      byte[] domain = text.getBytes(StandardCharsets.UTF_8);
      ByteBuffer message =
          ByteBuffer.allocate(domain.length + 1 + digests.size() * Sha256.BYTES)
              .put(domain)
              .put((byte) 0);
      digests.forEach(digest -> message.put(digest.bytes()));
      return message.array();
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
    if (length < 1 || length > MAX_PAYLOAD || in.remaining() <= length) {
      throw new LedgerException.Malformed("a signed object's lengths do not fit");
    }
    Bytes payload = take(in, length);
    List<Sha256> digests = digests(in);
    return new SignedObject(payload, digests, take(in, ED25519_BYTES), take(in, ML_DSA_65_BYTES));
  }

  /**
   * What signatures say that they are over.
   *
   * @param signatures as they are behind a payload
   * @throws LedgerException.Malformed if the lengths do not fit
   */
  public static List<Sha256> digests(Bytes signatures) {
    return digests(ByteBuffer.wrap(signatures.toArray()));
  }

  private static List<Sha256> digests(ByteBuffer in) {
    int together = in.hasRemaining() ? Byte.toUnsignedInt(in.get()) : 0;
    boolean fits =
        together >= 1
            && together <= MAX_TOGETHER
            && in.remaining() == together * Sha256.BYTES + ED25519_BYTES + ML_DSA_65_BYTES;
    if (!fits) {
      throw new LedgerException.Malformed("a signed object's lengths do not fit");
    }
    List<Sha256> digests = new ArrayList<>();
    for (int i = 0; i < together; i++) {
      digests.add(Sha256.of(take(in, Sha256.BYTES).toArray()));
    }
    return digests;
  }

  /**
   * Puts together what {@link #payload()} and {@link #signatures()} are of; looks at neither.
   *
   * @param signatures as they are behind a payload
   */
  public static Bytes joined(Bytes payload, Bytes signatures) {
    return Bytes.of(
        ByteBuffer.allocate(HEADER + payload.size() + signatures.size())
            .put((byte) 1)
            .putInt(payload.size())
            .put(payload.toArray())
            .put(signatures.toArray())
            .array());
  }

  /** What is behind the payload: the same bytes for all that were signed together. */
  public Bytes signatures() {
    ByteBuffer out =
        ByteBuffer.allocate(1 + digests.size() * Sha256.BYTES + ED25519_BYTES + ML_DSA_65_BYTES)
            .put((byte) digests.size());
    digests.forEach(digest -> out.put(digest.bytes()));
    return Bytes.of(out.put(ed25519.toArray()).put(mlDsa65.toArray()).array());
  }

  /** The bytes as one object. */
  public Bytes encode() {
    return joined(payload, signatures());
  }

  private static Bytes take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return Bytes.of(bytes);
  }
}
