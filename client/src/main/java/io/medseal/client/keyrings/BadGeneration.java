package io.medseal.client.keyrings;

import io.medseal.ledger.ids.KeyringId;

/**
 * A generation that this person was given and that does not open, or is not what was announced
 * (spec/keyrings.md section 6, Walking back). Whoever may manage the keyring heals it; whoever
 * signed it made a mistake, or wants to lock others out.
 *
 * @param signer who signed the statement that carried the envelope
 */
public record BadGeneration(KeyringId keyring, int generation, KeyringId signer)
    implements Comparable<BadGeneration> {
  @Override
  public int compareTo(BadGeneration other) {
    int byKeyring = keyring.compareTo(other.keyring);
    return byKeyring != 0 ? byKeyring : Integer.compare(generation, other.generation);
  }
}
