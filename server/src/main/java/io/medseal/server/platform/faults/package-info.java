/** What fails though nothing of ours is wrong, told apart in one place. */
package io.medseal.server.platform.faults;
