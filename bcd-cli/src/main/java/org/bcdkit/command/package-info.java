/** One class a command: what it takes, and which question or change it hands to the library. */
package org.bcdkit.command;
