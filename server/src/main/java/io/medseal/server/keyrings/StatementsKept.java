package io.medseal.server.keyrings;

import java.util.List;

/** Statements were written to one chain and are there for good: published after the commit. */
public record StatementsKept(List<Written> statements) {}
