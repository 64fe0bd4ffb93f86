package io.medseal.server.keyrings;

import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Statements were written to one chain. Published inside the transaction that writes them: a
 * listener that throws undoes them, and one that writes through {@code sql} is committed with them.
 */
public record StatementsWritten(
    JdbcClient sql, KeyringId account, List<VerifiedChain.Entry> entries) {}
