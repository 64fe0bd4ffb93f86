/**
 * Lists of records, newest first: a table of who sees which record, and what each account keeps
 * sealed of it, so that a page costs a page however many records there are.
 */
package io.medseal.server.records;
