package io.medseal.ledger.envelopes;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;

/**
 * Which envelope is meant (spec/keyrings.md section 4): the members of its binding.
 *
 * @param keyring whose secret it holds
 * @param generation of that secret
 * @param recipient whom it is sealed to
 * @param recipientGeneration in which generation
 */
public record EnvelopeName(
    KeyringId keyring, int generation, KeyringId recipient, int recipientGeneration) {
  public EnvelopeName {
    if (keyring == null || recipient == null || generation < 1 || recipientGeneration < 1) {
      throw new LedgerException.Malformed("an envelope is named by two keyrings in generations");
    }
  }
}
