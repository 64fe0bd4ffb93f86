/** Letters and reports of the demo hospital: PDF, and the same in DICOM's own clothes. */
package io.medseal.demo.documents;
