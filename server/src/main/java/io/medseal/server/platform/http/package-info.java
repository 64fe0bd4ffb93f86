/** What all endpoints share: problems, JSON, request log. */
package io.medseal.server.platform.http;
