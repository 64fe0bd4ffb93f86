package io.medseal.server.keyrings;

import io.medseal.ledger.chains.VerifiedChain;
import java.util.List;

/** Statements were written to one chain and are there for good: published after the commit. */
public record StatementsKept(List<VerifiedChain.Entry> entries) {}
