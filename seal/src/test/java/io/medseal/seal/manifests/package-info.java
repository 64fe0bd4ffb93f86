/** Tests of manifests. */
package io.medseal.seal.manifests;
