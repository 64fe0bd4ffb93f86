/** What the service has on disk, as a thief or a faulty disk sees it. */
package io.medseal.testkit.store;
