/**
 * What the person has accepted, declined and blocked of what others shared with them: kept sealed
 * at the service, so that all their devices know it (spec/accounts.md section 5).
 */
package io.medseal.client.decisions;
