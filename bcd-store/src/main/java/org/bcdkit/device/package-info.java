/** Turns device elements into device descriptors, and back. */
package org.bcdkit.device;
