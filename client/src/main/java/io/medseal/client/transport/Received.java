package io.medseal.client.transport;

/**
 * A response's body.
 *
 * @param bytes empty where they went into the caller's buffer
 * @param length how many there were
 */
@SuppressWarnings("ArrayRecordComponent") // handed from subscriber to reader once, never compared
record Received(byte[] bytes, long length) {}
