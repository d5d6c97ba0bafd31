/** Describes the machine: where a file lies, how much memory there is, where the system store is. */
package org.bcdkit.host;
