package io.medseal.seal.envelopes;

import io.medseal.ledger.envelopes.EnvelopeName;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.FileKey;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.NoteKey;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.secrets.Secret;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * What an envelope opens and for whom it is: authenticated with it, so that an envelope moved to
 * another place does not open (spec/keyrings.md section 4).
 *
 * @param subject what the secret in the envelope opens
 * @param to the recipient
 * @param toGeneration the recipient's generation, from 1
 */
public record Binding(Subject subject, KeyringId to, int toGeneration) {
  public Binding {
    Objects.requireNonNull(subject);
    Objects.requireNonNull(to);
    if (toGeneration < 1) {
      throw new SealException.Malformed("generations count from 1");
    }
  }

  /** What the secret in an envelope opens. */
  public sealed interface Subject {
    /** Whether this is the kind of secret that such an envelope carries. */
    boolean opensBy(Secret secret);

    /** As it begins what is authenticated. */
    byte[] encode();

    /** A keyring's generation: the envelope carries its generation secret. */
    record Keyring(KeyringId id, int generation) implements Subject {
      public Keyring {
        Objects.requireNonNull(id);
        if (generation < 1) {
          throw new SealException.Malformed("generations count from 1");
        }
      }

      @Override
      public boolean opensBy(Secret secret) {
        return secret instanceof GenerationSecret;
      }

      @Override
      public byte[] encode() {
        return Binding.encode(1, id.bytes(), generation);
      }
    }

    /** A report, or a sealed file in a report's place: the envelope carries its key. */
    record Report(ReportId id) implements Subject {
      public Report {
        Objects.requireNonNull(id);
      }

      @Override
      public boolean opensBy(Secret secret) {
        return secret instanceof ReportKey || secret instanceof FileKey;
      }

      @Override
      public byte[] encode() {
        return Binding.encode(2, id.bytes(), 0);
      }
    }

    /** A note in that keyring's chain: the envelope carries the note's key. */
    record Note(KeyringId chain) implements Subject {
      public Note {
        Objects.requireNonNull(chain);
      }

      @Override
      public boolean opensBy(Secret secret) {
        return secret instanceof NoteKey;
      }

      @Override
      public byte[] encode() {
        return Binding.encode(3, chain.bytes(), 0);
      }
    }
  }

  /** For the generation secret in the envelope of that name. */
  public static Binding of(EnvelopeName name) {
    return keyring(name.keyring(), name.generation(), name.recipient(), name.recipientGeneration());
  }

  /** For a generation secret of {@code subject}. */
  public static Binding keyring(KeyringId subject, int generation, KeyringId to, int toGeneration) {
    return new Binding(new Subject.Keyring(subject, generation), to, toGeneration);
  }

  /** For a report's key. */
  public static Binding report(ReportId report, KeyringId to, int toGeneration) {
    return new Binding(new Subject.Report(report), to, toGeneration);
  }

  /** For the key of a note in the chain of {@code chain}. */
  public static Binding note(KeyringId chain, KeyringId to, int toGeneration) {
    return new Binding(new Subject.Note(chain), to, toGeneration);
  }

  /** For the key of a sealed file; the recipient's generation is 1 (spec/bodies.md section 5). */
  public static Binding file(ReportId file, KeyringId to) {
    return report(file, to, 1);
  }

  /** The bytes that are authenticated; unambiguous. */
  public byte[] encode() {
    byte[] what = subject.encode();
    return ByteBuffer.allocate(what.length + KeyringId.BYTES + 4)
        .put(what)
        .put(to.bytes())
        .putInt(toGeneration)
        .array();
  }

  private static byte[] encode(int type, byte[] id, int generation) {
    return ByteBuffer.allocate(1 + id.length + 4)
        .put((byte) type)
        .put(id)
        .putInt(generation)
        .array();
  }
}
