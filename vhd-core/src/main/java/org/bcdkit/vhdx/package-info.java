/** Reads and writes VHDX structures: headers, region tables, metadata, block allocation table, parent locator. */
package org.bcdkit.vhdx;
