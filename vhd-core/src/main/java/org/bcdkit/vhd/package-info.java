/** Reads and writes VHD structures: footer, dynamic header, block allocation table, parent locators. */
package org.bcdkit.vhd;
