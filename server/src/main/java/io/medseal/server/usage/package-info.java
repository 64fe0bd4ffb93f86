/** What each account stores and moves. */
package io.medseal.server.usage;
