/** Expands what Windows compresses in files: LZNT1, XPRESS with Huffman codes, and LZX. */
package org.bcdkit.compression;
