/**
 * A loop of a beating heart as an ultrasound machine shows it from the apex: four chambers, valves,
 * speckle, coloured flow and a trace of the heart's current.
 *
 * <p>{@link io.medseal.demo.ultrasound.HeartModel} says what reflects where and when, {@link
 * io.medseal.demo.ultrasound.Sector} turns that into pictures, {@link
 * io.medseal.demo.ultrasound.UltrasoundStudy} writes the loop as one DICOM file.
 */
package io.medseal.demo.ultrasound;
