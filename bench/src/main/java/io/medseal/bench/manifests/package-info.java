/** Manifests beside the bare signatures and the cipher in them. */
package io.medseal.bench.manifests;
