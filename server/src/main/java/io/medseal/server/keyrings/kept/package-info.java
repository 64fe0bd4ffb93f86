/**
 * What the service keeps of long chains beside their statements, so that nobody waits for what has
 * been verified before: states to go on from, former generations, and the trees over both.
 */
@org.jspecify.annotations.NullMarked
package io.medseal.server.keyrings.kept;
