/** Which keyring belongs to an e-mail address: exact matches only, and not many in an hour. */
package io.medseal.server.directory;
