/** Whose word stands behind the name of an institute: a domain's, or the operator's. */
package io.medseal.server.institutes;
