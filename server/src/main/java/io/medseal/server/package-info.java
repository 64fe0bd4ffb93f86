/** The cloud: stores and serves what it cannot read. Features are packages below this one. */
package io.medseal.server;
