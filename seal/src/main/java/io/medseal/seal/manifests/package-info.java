/** What a report holds, who added it and with what authority: signed by the author, then sealed. */
package io.medseal.seal.manifests;
