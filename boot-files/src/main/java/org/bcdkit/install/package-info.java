/** Plans the initialisation of a system partition, and carries it out: boot files and boot stores. */
package org.bcdkit.install;
