/** The main job, done by several people on one cloud. */
package io.medseal.e2e.mainjob;
