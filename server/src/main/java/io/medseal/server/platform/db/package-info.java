/**
 * The database: one writer at a time with shared commits, many readers, one SQL for both vendors.
 */
package io.medseal.server.platform.db;
