/** Judges whether a virtual disk can boot natively, and says why not. */
package org.bcdkit.nativeboot;
