/** Turns a registry hive file into an immutable tree of keys and values, and back. */
package org.bcdkit.hive;
