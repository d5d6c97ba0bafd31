/** Reads and changes MBR and GPT partition tables, of images and of physical disks alike. */
package org.bcdkit.partition;
