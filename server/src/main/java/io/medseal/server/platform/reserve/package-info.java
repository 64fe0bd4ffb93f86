/** Room kept back on the storage, for what must go on when there is none left. */
package io.medseal.server.platform.reserve;
