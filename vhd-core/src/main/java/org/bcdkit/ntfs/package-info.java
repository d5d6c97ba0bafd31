/** Looks into an NTFS volume, read-only. */
package org.bcdkit.ntfs;
