package io.medseal.server.keyrings;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringState;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Somebody was refused something in a keyring. Published inside a transaction of its own, before
 * the answer.
 *
 * @param what {@code read} or {@code change}
 */
public record KeyringRefused(JdbcClient sql, KeyringId who, KeyringState keyring, String what) {}
