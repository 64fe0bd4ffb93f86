/** A film of the arteries of the heart as X-rays show them while contrast medium runs through. */
package io.medseal.demo.angiography;
