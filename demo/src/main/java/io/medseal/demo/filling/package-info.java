/**
 * Fills a new cloud through the SDK as real people would: they sign up, an institute vouches for
 * its staff, the records clerk makes a record, uploads and shares.
 */
package io.medseal.demo.filling;
