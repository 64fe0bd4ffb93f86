/**
 * What the store's own check finds: every feature verifies its tables and says here what is wrong.
 */
package io.medseal.server.platform.check;
