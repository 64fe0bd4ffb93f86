package io.medseal.seal.envelopes;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.seal.SealException;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;

/**
 * Opens generation secrets and makes sure that they are what the chain announced (spec/keyrings.md
 * section 4).
 */
public final class Generations {
  private Generations() {}

  /**
   * A generation's secret and the keys that follow from it. Closing closes both.
   *
   * @param secret the generation secret
   * @param keys derived from it
   */
  public record Opened(GenerationSecret secret, KeyringKeys keys) implements AutoCloseable {
    @Override
    public void close() {
      keys.close();
      secret.close();
    }
  }

  /**
   * Opens a member's envelope.
   *
   * @param keys the member's own keys, of the generation that the binding names
   * @param kind of the keyring whose secret it is
   * @param announced that keyring's public keys of the generation that the binding names
   * @throws SealException.Tampered if the secret does not yield the announced keys
   * @throws SealException.WrongKey if these keys do not open it under this binding
   * @throws SealException.Malformed if it has not an envelope's length
   * @throws SealException.UnknownSuite if it is of another suite
   */
  public static Opened open(
      KeyringKeys keys, Binding binding, Bytes envelope, KeyringKind kind, PublicKeys announced) {
    return checked(Envelopes.openGeneration(keys, binding, envelope), kind, announced);
  }

  /**
   * Derives the keys of a secret that came another way (an unlock slot, a link), with the same
   * check. Takes the secret over: it is closed with the result, or at once if refused.
   *
   * @throws SealException.Tampered if the secret does not yield the announced keys
   */
  public static Opened checked(GenerationSecret secret, KeyringKind kind, PublicKeys announced) {
    KeyringKeys keys = KeyringKeys.derive(secret, kind);
    if (!keys.publicKeys().equals(announced)) {
      keys.close();
      secret.close();
      throw new SealException.Tampered("the secret does not yield the announced keys");
    }
    return new Opened(secret, keys);
  }

  /**
   * Walks back: opens the {@code previousSecret} of a rotation.
   *
   * @param keys of generation {@code generation} of {@code keyring}
   * @param previous number of the generation that it leads back to
   * @param envelope with that generation's secret, as the rotation announces it
   * @param announced public keys of the generation {@code previous}
   * @throws SealException as {@link #open}
   */
  public static Opened previous(
      KeyringKeys keys,
      KeyringId keyring,
      int generation,
      int previous,
      Bytes envelope,
      KeyringKind kind,
      PublicKeys announced) {
    return open(keys, previousBinding(keyring, previous, generation), envelope, kind, announced);
  }

  /** Of the envelope that carries an older generation's secret, sealed to {@code generation}. */
  public static Binding previousBinding(KeyringId keyring, int older, int generation) {
    return Binding.keyring(keyring, older, keyring, generation);
  }
}
