/** Lists of records, and what an account keeps sealed beside each. */
package io.medseal.protocol.records;
