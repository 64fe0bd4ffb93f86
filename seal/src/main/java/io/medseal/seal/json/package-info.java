/** Reading JSON as strictly as spec/README.md section 2 wants it. */
package io.medseal.seal.json;
