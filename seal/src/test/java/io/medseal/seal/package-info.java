/** Tests of the module; each feature's own stand in its package. */
package io.medseal.seal;
