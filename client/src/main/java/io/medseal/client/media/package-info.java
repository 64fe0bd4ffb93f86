/** What kind of content a file is, found out from its bytes and its name. */
package io.medseal.client.media;
