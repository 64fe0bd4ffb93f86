/** The cloud of the demo: the packaged service in a process of its own, as an operator runs it. */
package io.medseal.demo.cloud;
