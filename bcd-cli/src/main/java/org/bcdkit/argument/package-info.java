/** Turns text from the command line, such as {@code {bootmgr}} or {@code 64MiB}, into values. */
package org.bcdkit.argument;
