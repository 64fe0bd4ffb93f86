/**
 * What travels between clients and the service: one record for each JSON body, and the registry of
 * problems. Paths are under {@code /api/v1}; {@code spec/openapi.json} describes them all.
 *
 * <p>Ids and opaque bytes are those of the ledger; nothing here can hold a secret.
 */
package io.medseal.protocol;
