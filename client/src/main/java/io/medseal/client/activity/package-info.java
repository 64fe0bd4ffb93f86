/** What happened to a record, and what an account uses: as the service has written it down. */
package io.medseal.client.activity;
