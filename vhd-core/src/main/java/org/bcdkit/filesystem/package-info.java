/** File systems that can be read, whichever they are: folders, and the bytes of files. */
package org.bcdkit.filesystem;
