/** Who is calling: bearer tokens, and nothing open unless it says so. */
package io.medseal.server.platform.auth;
