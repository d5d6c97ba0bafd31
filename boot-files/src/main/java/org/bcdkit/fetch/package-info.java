/** Gets a file from a server or a folder, whole or not at all. */
package org.bcdkit.fetch;
