package io.medseal.seal.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.seal.Flips;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.AuthenticationKey;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.UnlockKey;
import io.medseal.seal.secrets.WrapKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("An unlock slot")
class SlotsTest {
  private static final KeyringId PERSON = new KeyringId("9e".repeat(32));

  private final UnlockKey unlockKey = UnlockKey.of(new byte[32]);
  private final WrapKey wrapKey = Slots.wrapKey(unlockKey);
  private final GenerationSecret secret = GenerationSecret.random();
  private final Bytes slot = Slots.seal(wrapKey, SlotKind.PASSWORD, PERSON, 3, secret);

  private void refused(
      Class<? extends SealException> as,
      WrapKey key,
      SlotKind kind,
      KeyringId keyring,
      int generation,
      Bytes changed) {
    assertThatExceptionOfType(as)
        .isThrownBy(() -> Slots.open(key, kind, keyring, generation, changed));
  }

  @ParameterizedTest(name = "of kind {0} opens to the secret")
  @EnumSource(SlotKind.class)
  void roundTrip(SlotKind kind) {
    Bytes sealed = Slots.seal(wrapKey, kind, PERSON, 1, secret);
    assertThat(sealed.size()).isEqualTo(61);
    assertThat(Slots.open(wrapKey, kind, PERSON, 1, sealed)).isEqualTo(secret);
  }

  @Test
  @DisplayName("does not open with another key, not even the authentication key")
  void otherKeys() {
    try (AuthenticationKey authentication = Slots.authenticationKey(unlockKey);
        WrapKey seenByTheService = WrapKey.of(authentication.revealSecretBytes());
        WrapKey unlockItself = WrapKey.of(unlockKey.revealSecretBytes())) {
      refused(SealException.WrongKey.class, seenByTheService, SlotKind.PASSWORD, PERSON, 3, slot);
      refused(SealException.WrongKey.class, unlockItself, SlotKind.PASSWORD, PERSON, 3, slot);
    }
  }

  @Test
  @DisplayName("M2: does not open as another kind, person or generation")
  void moved() {
    KeyringId other = new KeyringId("9f".repeat(32));
    refused(SealException.WrongKey.class, wrapKey, SlotKind.RECOVERY, PERSON, 3, slot);
    refused(SealException.WrongKey.class, wrapKey, SlotKind.PASSWORD, other, 3, slot);
    refused(SealException.WrongKey.class, wrapKey, SlotKind.PASSWORD, PERSON, 2, slot);
  }

  @Test
  @DisplayName("M2: does not open with any bit changed")
  void flipped() {
    for (int seed = 0; seed < 8; seed++) {
      Flips.ofEveryByte(slot, seed)
          .forEach(
              changed ->
                  refused(
                      changed.toArray()[0] == 1
                          ? SealException.WrongKey.class
                          : SealException.UnknownSuite.class,
                      wrapKey,
                      SlotKind.PASSWORD,
                      PERSON,
                      3,
                      changed));
    }
  }

  @Test
  @DisplayName("M2: has one length only")
  void otherLengths() {
    Flips.shorter(slot)
        .forEach(
            changed ->
                refused(
                    SealException.Malformed.class, wrapKey, SlotKind.PASSWORD, PERSON, 3, changed));
    refused(
        SealException.Malformed.class, wrapKey, SlotKind.PASSWORD, PERSON, 3, Flips.longer(slot));
  }

  @Test
  @DisplayName("is of a generation that counts from 1")
  void generations() {
    assertThatExceptionOfType(SealException.Malformed.class)
        .isThrownBy(() -> Slots.seal(wrapKey, SlotKind.PASSKEY, PERSON, 0, secret));
  }
}
