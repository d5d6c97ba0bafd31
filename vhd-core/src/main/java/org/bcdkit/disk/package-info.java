/** Opens any disk image as one addressable {@link org.bcdkit.disk.VirtualDisk}, chains included. */
package org.bcdkit.disk;
