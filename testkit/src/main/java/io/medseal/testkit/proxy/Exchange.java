package io.medseal.testkit.proxy;

/** A question and its honest answer. */
public record Exchange(Request request, Answer answer) {}
