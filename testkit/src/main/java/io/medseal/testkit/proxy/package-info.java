/** A service that lies: a proxy that passes everything on and changes what a test wants changed. */
package io.medseal.testkit.proxy;
