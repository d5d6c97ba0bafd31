/** Obtains the facts about a machine that runs Linux: sources fetch text and bytes, parsers understand them. */
package org.bcdkit.host.linux;
