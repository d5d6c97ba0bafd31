/** Makes disk images from WIM files and WIM files from disk images, with wimlib for the files and mkntfs for the volume. */
package org.bcdkit.deploy;
