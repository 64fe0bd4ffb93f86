/** Chains of statements: appended, answered, and asked who may do what. */
package io.medseal.server.keyrings;
