/** The invented hospital: its patient, its visits and what stands in the head of its letters. */
package io.medseal.demo.hospital;
