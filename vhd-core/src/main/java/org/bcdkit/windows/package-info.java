/** Reads what the files and the registry of a Windows say about it, without starting it. */
package org.bcdkit.windows;
