/** UEFI variables and the partitions of this machine, as Linux shows them. */
package org.bcdkit.firmware.linux;
