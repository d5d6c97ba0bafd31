/** Declares an on-disk structure once, and reads, writes, documents and checks it from that declaration. */
package org.bcdkit.layout;
