/**
 * Institutes, and what stands behind their names: anyone may found one and call it as they like.
 */
package io.medseal.client.institutes;
