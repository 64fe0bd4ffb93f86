package io.medseal.server.accounts;

import io.medseal.ledger.ids.KeyringId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An account is being deleted. Published inside the transaction that does it: what a listener
 * removes through {@code sql} goes with it, or stays with it.
 */
public record AccountDeleted(JdbcClient sql, KeyringId account) {}
