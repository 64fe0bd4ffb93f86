/**
 * MP4 files with H.264 pictures that browsers play: the index stands before the pictures, and there
 * is a key picture every second to seek to. Pictures are encoded by a library; the container is
 * written here, so that a film of any size takes no more memory than its repeated part.
 */
package io.medseal.demo.video;
