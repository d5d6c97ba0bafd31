/** Gives bytes at positions from files, memory, slices and overlays, and replaces a file safely. */
package org.bcdkit.storage;
