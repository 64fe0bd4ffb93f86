/** What several pictures need: letters without the system's fonts, noise, blur and JPEG. */
package io.medseal.demo.drawing;
