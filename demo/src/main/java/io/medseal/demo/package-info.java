/** An invented hospital: its staff, its patients and their reports, to try Medseal with. */
package io.medseal.demo;
