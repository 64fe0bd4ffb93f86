/** Secret bytes as closeable types, so that no raw key is passed around or printed. */
package io.medseal.seal.secrets;
