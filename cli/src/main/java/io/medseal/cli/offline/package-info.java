/** Sealing and opening files with key files, without a cloud (spec/bodies.md sections 5 and 6). */
package io.medseal.cli.offline;
