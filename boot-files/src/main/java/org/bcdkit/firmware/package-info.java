/** Firmware boot entries: the load options in UEFI variables, what is wrong with them, changes to them, and their mirror in a boot store. */
package org.bcdkit.firmware;
