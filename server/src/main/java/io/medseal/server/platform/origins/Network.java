package io.medseal.server.platform.origins;

import java.net.InetAddress;

/**
 * All addresses that begin alike.
 *
 * @param bits how many of the first bits count
 */
record Network(InetAddress address, int bits) {
  boolean contains(InetAddress other) {
    byte[] here = address.getAddress();
    byte[] there = other.getAddress();
    if (here.length != there.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      if (((here[bit / 8] ^ there[bit / 8]) & (0x80 >> (bit % 8))) != 0) {
        return false;
      }
    }
    return true;
  }
}
