/** What happened to records: written with the thing itself, read by who manages the record. */
package io.medseal.server.activity;
