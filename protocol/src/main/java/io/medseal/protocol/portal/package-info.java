/**
 * How the portal's files are answered, the same wherever they are served from: by the service, or
 * by a person's own computer. The build of the portal writes down what there is and with which
 * headers; nothing here knows a rule that is not written there.
 */
package io.medseal.protocol.portal;
