/** Turns a hive into BCD objects and elements, and back. */
package org.bcdkit.store;
