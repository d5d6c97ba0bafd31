/** Looks into a WIM: what it tells about its images, which files belong to it, and whether it can be started from memory. */
package org.bcdkit.wim;
