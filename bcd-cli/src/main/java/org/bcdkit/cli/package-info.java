/** Starts, wires and ends the program; owns the table of commands and the table of exit codes. */
package org.bcdkit.cli;
