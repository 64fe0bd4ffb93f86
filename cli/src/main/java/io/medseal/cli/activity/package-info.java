/** What happened to a record, and what an account has used. */
package io.medseal.cli.activity;
