/** Prints values as text or JSON. */
package org.bcdkit.view;
