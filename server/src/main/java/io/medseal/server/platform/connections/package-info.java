/**
 * What a connection may cost before anybody knows whose it is: how many there are, how long a
 * request's head may take, how slowly bytes may come and go.
 */
package io.medseal.server.platform.connections;
