/** Files sealed to keys that need no cloud (spec/bodies.md sections 5 and 6). */
package io.medseal.seal.files;
