/** Checks disk images and tells all that is wrong with them. */
package org.bcdkit.check;
