package org.bcdkit.nativeboot;

import java.util.OptionalLong;

/**
 * What an image file has taken of the volume it lies on: less than its length when it is sparse or compressed. Finding out takes longer than all
 * other facts together, so it is asked only where the kind of image makes it matter.
 */
public interface ImageAllocation {

    /** Nobody can tell. */
    ImageAllocation UNKNOWN = new ImageAllocation() {
        @Override
        public OptionalLong bytes() {
            return OptionalLong.empty();
        }
    };

    /** One that is known. */
    static ImageAllocation of(long bytes) {
        return new ImageAllocation() {
            @Override
            public OptionalLong bytes() {
                return OptionalLong.of(bytes);
            }
        };
    }

    /** Bytes; absent when it cannot be told. */
    OptionalLong bytes();
}
