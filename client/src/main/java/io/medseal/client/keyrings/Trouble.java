package io.medseal.client.keyrings;

import io.medseal.client.problems.ClientException;
import io.medseal.ledger.ids.KeyringId;
import java.util.Optional;

/**
 * A keyring that was left out because something about it is wrong. It stops nothing but itself.
 *
 * @param keyring which one
 * @param by who is behind it: who signed what does not open or, where its history does not verify,
 *     who added this person, as the service says
 * @param problem what is wrong with it
 */
public record Trouble(KeyringId keyring, Optional<KeyringId> by, ClientException problem) {}
