/** The service as a process, started, stopped and killed. */
package io.medseal.testkit.service;
