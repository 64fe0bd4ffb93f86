/**
 * A computed tomography of the chest and upper abdomen, of a body that is drawn, not scanned.
 *
 * <p>{@link io.medseal.demo.ct.Body} is the body: shapes with a radiodensity, in millimetres.
 * {@link io.medseal.demo.ct.Scanner} cuts planes through it, blurs them and adds noise as a scanner
 * does, and {@link io.medseal.demo.ct.CtStudy} writes them as DICOM. Coordinates: x to the
 * patient's left, y to the back, depth from the top of the lungs towards the feet.
 */
package io.medseal.demo.ct;
