/** bcdedit's own command line: its syntax as requests, its messages, its help. Nothing here reads or writes a store. */
package org.bcdkit.bcdedit;
