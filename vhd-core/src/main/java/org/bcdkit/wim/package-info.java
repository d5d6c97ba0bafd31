/** Looks at a WIM far enough to tell whether it can be started from memory. */
package org.bcdkit.wim;
