/** Tests of the whole: its architecture, and the parts running together as real processes. */
package io.medseal.e2e;
