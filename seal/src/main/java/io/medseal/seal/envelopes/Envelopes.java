package io.medseal.seal.envelopes;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.seal.SealException;
import io.medseal.seal.keys.Hpke;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.FileKey;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.NoteKey;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.secrets.Secret;
import io.medseal.seal.suite.Suite;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Seals a secret to a keyring's public key and opens it again (spec/keyrings.md section 4).
 *
 * <p>Guarantees: only the holder of the recipient's generation secret opens an envelope, today or
 * with a quantum computer; only under the binding it was made with. It does not tell who sealed it:
 * that is what the signed statement or manifest around it is for.
 *
 * {@snippet :
 * Binding binding = Binding.report(report, section, 3);
 * Bytes envelope = Envelopes.seal(keysOfGeneration3, binding, reportKey);
 * try (ReportKey opened = Envelopes.openReportKey(sectionKeys, binding, envelope)) {
 *   // ...
 * }
 * }
 */
public final class Envelopes {
  /** Length of every envelope. */
  public static final int BYTES = 1 + Hpke.ENCAPSULATION_BYTES + Secret.BYTES + 16;

  private static final byte[] INFO = "medseal/v1/envelope".getBytes(StandardCharsets.UTF_8);

  private Envelopes() {}

  /**
   * Seals a secret.
   *
   * @param to public keys of the generation that the binding names as recipient
   * @param secret of the type that belongs to the binding's subject
   * @throws IllegalArgumentException if the secret does not belong to such a subject
   * @throws SealException.Malformed if the public key is none
   */
  public static Bytes seal(PublicKeys to, Binding binding, Secret secret) {
    if (!binding.subject().opensBy(secret)) {
      throw new IllegalArgumentException(secret + " does not belong to " + binding.subject());
    }
    byte[] content = secret.revealSecretBytes();
    try {
      byte[] sealed = Hpke.seal(to.hpke(), INFO, binding.encode(), content);
      byte[] envelope = new byte[BYTES];
      envelope[0] = Suite.ONE;
      System.arraycopy(sealed, 0, envelope, 1, sealed.length);
      return Bytes.of(envelope);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /**
   * Opens a generation secret. {@link Generations#open} also makes the check that must follow.
   *
   * @throws SealException.WrongKey if these keys do not open it under this binding
   * @throws SealException.Malformed if it has not an envelope's length
   * @throws SealException.UnknownSuite if it is of another suite
   */
  public static GenerationSecret openGeneration(KeyringKeys keys, Binding binding, Bytes envelope) {
    require(binding.subject() instanceof Binding.Subject.Keyring, binding);
    return open(keys, binding, envelope, GenerationSecret::of);
  }

  /**
   * Opens a report's key.
   *
   * @throws SealException as {@link #openGeneration}
   */
  public static ReportKey openReportKey(KeyringKeys keys, Binding binding, Bytes envelope) {
    require(binding.subject() instanceof Binding.Subject.Report, binding);
    return open(keys, binding, envelope, ReportKey::of);
  }

  /**
   * Opens a sealed file's key.
   *
   * @throws SealException as {@link #openGeneration}
   */
  public static FileKey openFileKey(KeyringKeys keys, Binding binding, Bytes envelope) {
    require(binding.subject() instanceof Binding.Subject.Report, binding);
    return open(keys, binding, envelope, FileKey::of);
  }

  /**
   * Opens a note's key.
   *
   * @throws SealException as {@link #openGeneration}
   */
  public static NoteKey openNoteKey(KeyringKeys keys, Binding binding, Bytes envelope) {
    require(binding.subject() instanceof Binding.Subject.Note, binding);
    return open(keys, binding, envelope, NoteKey::of);
  }

  private static <S extends Secret> S open(
      KeyringKeys keys, Binding binding, Bytes envelope, Function<byte[], S> secret) {
    byte[] bytes = envelope.toArray();
    Suite.check(bytes);
    if (bytes.length != BYTES) {
      throw new SealException.Malformed("an envelope has 1,169 bytes");
    }
    byte[] content = keys.openHpke(INFO, binding.encode(), bytes, 1);
    try {
      return secret.apply(content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static void require(boolean belongs, Binding binding) {
    if (!belongs) {
      throw new IllegalArgumentException("not what " + binding.subject() + " holds");
    }
  }
}
