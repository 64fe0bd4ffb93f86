/** Bodies of {@code /institutes}: whose word stands behind the name of an institute. */
package io.medseal.protocol.institutes;
