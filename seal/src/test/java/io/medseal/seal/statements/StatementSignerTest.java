package io.medseal.seal.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.medseal.ledger.envelopes.Commitment;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.signatures.Signatures;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.seal.SealException;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.envelopes.Generations;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A signed statement")
class StatementSignerTest {
  private static final KeyringId PERSON = new KeyringId("9e".repeat(32));

  private static Statement rotation(KeyringKeys to, int members) {
    Bytes envelope;
    try (GenerationSecret before = GenerationSecret.random()) {
      envelope = Envelopes.seal(to.publicKeys(), Generations.previousBinding(PERSON, 1, 2), before);
    }
    Header header =
        new Header(
            PERSON,
            1,
            StatementHash.NONE,
            Instant.parse("2026-11-23T12:00:00Z"),
            new Header.Signer(PERSON, 1, StatementHash.NONE),
            List.of());
    return new Statement(
        header,
        new Change.Rotate(
            2,
            to.publicKeys(),
            1,
            Commitment.leaf(PERSON, 2, envelope),
            new Change.MembersEnvelopes(
                Collections.nCopies(members, 1), Commitment.leaf(PERSON, 1, envelope))));
  }

  @Test
  @DisplayName("verifies and says what was meant")
  void verifies() {
    try (GenerationSecret secret = GenerationSecret.random();
        KeyringKeys keys = KeyringKeys.derive(secret, KeyringKind.PERSON)) {
      Statement statement = rotation(keys, 3);
      SignedObject signed = SignedObject.parse(StatementSigner.sign(statement, keys));
      assertThat(Signatures.verify(keys.publicKeys(), SignedObject.Domain.STATEMENT, signed))
          .isTrue();
      assertThat(StatementCodec.parse(signed)).isEqualTo(statement);
    }
  }

  @Test
  @DisplayName("is not made longer than a statement may be")
  void tooLong() {
    try (GenerationSecret secret = GenerationSecret.random();
        KeyringKeys keys = KeyringKeys.derive(secret, KeyringKind.PERSON)) {
      assertThatExceptionOfType(SealException.Malformed.class)
          .isThrownBy(() -> StatementSigner.sign(rotation(keys, 2_100_000), keys));
    }
  }

  @Test
  @DisplayName("is not made with the keys of a kind that does not sign")
  void doesNotSign() {
    try (GenerationSecret secret = GenerationSecret.random();
        KeyringKeys keys = KeyringKeys.derive(secret, KeyringKind.RECORD)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> StatementSigner.sign(rotation(keys, 0), keys));
    }
  }
}
