/** Names objects and elements: numbers, bcdedit names, formats, where each applies. */
package org.bcdkit.catalog;
