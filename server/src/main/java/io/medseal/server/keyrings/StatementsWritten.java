package io.medseal.server.keyrings;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Statements were written to one chain. Published inside the transaction that writes them: a
 * listener that throws undoes them, and what it writes through {@code sql} is committed with them.
 *
 * @param returned whether the service had them before it was restored from a backup: then reports
 *     that they speak of may be lost
 */
public record StatementsWritten(JdbcClient sql, List<Written> statements, boolean returned) {}
