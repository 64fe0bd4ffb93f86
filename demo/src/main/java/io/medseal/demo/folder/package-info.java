/**
 * The demo's data folder: told apart from any other folder before anything in it is touched, used
 * by one demo at a time, and begun again when a start was cut short.
 */
package io.medseal.demo.folder;
