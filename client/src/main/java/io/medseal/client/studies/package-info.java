/**
 * What an uploader says of a report's images beside them, so that whoever opens it knows the whole
 * stack before any image was fetched (spec/bodies.md section 7).
 */
package io.medseal.client.studies;
