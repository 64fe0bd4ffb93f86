package io.medseal.client.accounts;

import io.medseal.client.problems.InputException;
import io.medseal.client.problems.TrustException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.accounts.Accounts.NewSlot;
import io.medseal.protocol.accounts.Accounts.PasswordParameters;
import io.medseal.protocol.accounts.Accounts.Slot;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.AuthenticationKey;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.UnlockKey;
import io.medseal.seal.secrets.WrapKey;
import io.medseal.seal.slots.PasswordKeys;
import io.medseal.seal.slots.RecoveryCode;
import io.medseal.seal.slots.Slots;
import io.medseal.seal.suite.Suite;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes and opens unlock slots of one person (spec/accounts.md sections 1 to 3). */
final class SlotMaker {
  private static final int SLOT_ID_BYTES = 16;

  private final KeyringId keyring;
  private final int generation;

  SlotMaker(KeyringId keyring, int generation) {
    this.keyring = keyring;
    this.generation = generation;
  }

  NewSlot password(char[] password, GenerationSecret secret) {
    PasswordParameters parameters =
        new PasswordParameters(
            PasswordKeys.randomSalt(),
            PasswordKeys.MIN_MEMORY_KIB,
            PasswordKeys.MIN_PASSES,
            PasswordKeys.LANES);
    try (UnlockKey unlock = unlockKey(password, parameters)) {
      return slot(SlotKind.PASSWORD, unlock, secret, parameters);
    }
  }

  NewSlot recovery(RecoveryCode code, GenerationSecret secret) {
    try (UnlockKey unlock = code.unlockKey()) {
      return slot(SlotKind.RECOVERY, unlock, secret, null);
    }
  }

  /** The first of the slots that this key opens; empty where none does. */
  Optional<Opened> open(SlotKind kind, UnlockKey unlock, List<Slot> slots) {
    try (WrapKey wrap = Slots.wrapKey(unlock)) {
      for (Slot slot : slots) {
        if (slot.kind() == kind) {
          try {
            return Optional.of(
                new Opened(slot, Slots.open(wrap, sealed(kind), keyring, generation, slot.slot())));
          } catch (SealException _) {
            // another of several, or none
          }
        }
      }
      return Optional.empty();
    }
  }

  /**
   * A slot that opened.
   *
   * @param secret of the person; the receiver closes it
   */
  record Opened(Slot slot, GenerationSecret secret) {}

  static UnlockKey unlockKey(char[] password, PasswordParameters parameters) {
    try {
      return PasswordKeys.derive(
          password,
          parameters.salt(),
          parameters.memoryKiB(),
          parameters.iterations(),
          parameters.parallelism());
    } catch (SealException e) {
      throw new TrustException.WeakParameters(e);
    }
  }

  /** What proves to the service that a slot's key is at hand. */
  static Bytes authentication(UnlockKey unlock) {
    try (AuthenticationKey key = Slots.authenticationKey(unlock)) {
      byte[] bytes = key.revealSecretBytes();
      try {
        return Bytes.of(bytes);
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    }
  }

  static RecoveryCode parse(CharSequence typed) {
    try {
      return RecoveryCode.parse(typed);
    } catch (SealException _) {
      throw new InputException.MistypedRecoveryCode();
    }
  }

  private NewSlot slot(
      SlotKind kind,
      UnlockKey unlock,
      GenerationSecret secret,
      @Nullable PasswordParameters parameters) {
    try (WrapKey wrap = Slots.wrapKey(unlock)) {
      return new NewSlot(
          Bytes.of(Suite.random(SLOT_ID_BYTES)),
          kind,
          Slots.seal(wrap, sealed(kind), keyring, generation, secret),
          authentication(unlock),
          parameters,
          null,
          null);
    }
  }

  private static io.medseal.seal.slots.SlotKind sealed(SlotKind kind) {
    return switch (kind) {
      case PASSWORD -> io.medseal.seal.slots.SlotKind.PASSWORD;
      case RECOVERY -> io.medseal.seal.slots.SlotKind.RECOVERY;
      case PASSKEY -> io.medseal.seal.slots.SlotKind.PASSKEY;
    };
  }
}
