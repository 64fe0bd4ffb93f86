package io.medseal.ledger.keyrings;

import io.medseal.ledger.envelopes.Commitment;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.trees.Trie;
import java.util.Collection;
import java.util.Optional;

/**
 * One generation of a keyring.
 *
 * @param number from 1
 * @param previous the way back; empty for the first
 * @param sealedTo this generation's secret, by the keyring it was sealed to
 * @param announcedBy who signed the statement that brought it
 */
public record Generation(
    int number,
    PublicKeys keys,
    Optional<Previous> previous,
    Trie<KeyringId, SealedTo> sealedTo,
    KeyringId announcedBy) {

  /**
   * An older generation that this one leads back to.
   *
   * @param generation its number; mostly the one before, an older one where that did not open
   * @param secret the envelope with its secret, sealed to this generation
   */
  public record Previous(int generation, Commitment secret) {}

  /**
   * An envelope and the recipient's generation it was made for.
   *
   * @param generation the recipient's generation
   * @param oldest the oldest generation of the recipient that this secret was ever sealed to:
   *     whoever knew that one knows this secret, even where {@code generation} is newer
   * @param envelope which one it is
   * @param sealedBy who signed the statement that carried it
   */
  public record SealedTo(int generation, int oldest, Commitment envelope, KeyringId sealedBy) {}

  /** With one envelope more, or another one for the same keyring. */
  public Generation sealedAlso(KeyringId to, SealedTo sealed) {
    SealedTo before = sealedTo.get(to);
    int oldest = before == null ? sealed.oldest() : Math.min(before.oldest(), sealed.oldest());
    return new Generation(
        number,
        keys,
        previous,
        sealedTo.plus(
            to, new SealedTo(sealed.generation(), oldest, sealed.envelope(), sealed.sealedBy())),
        announcedBy);
  }

  /** Showing what either shows of the same. */
  Generation with(Generation other) {
    return new Generation(number, keys, previous, sealedTo.with(other.sealedTo), announcedBy);
  }

  /** The same, of which nothing is shown but how it was sealed to those. */
  public Generation showing(Collection<KeyringId> recipients) {
    return new Generation(number, keys, previous, sealedTo.showing(recipients), announcedBy);
  }
}
