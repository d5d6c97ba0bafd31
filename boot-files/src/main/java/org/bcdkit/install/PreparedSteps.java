package org.bcdkit.install;

import java.io.IOException;
import java.util.List;

/** Steps that a volume was asked about and that were not taken yet. */
public interface PreparedSteps {

    /** Is told how far one came. */
    interface Progress {

        /** From now on some of {@code step} may be on the volume. */
        default void begun(VolumeStep step) {}

        /** {@code step} was taken, and what it did is safe. */
        void done(VolumeStep step);
    }

    VolumeRoom room();

    /** Why they cannot be taken, apart from room: lower-case sentences without their full stops. */
    List<String> problems();

    /**
     * Takes the steps in their order. When this returns all is safe. When it fails, the steps of which {@code progress} was told were taken, and no
     * others, but perhaps some changes of the next one.
     *
     * @throws org.bcdkit.storage.StalePlanException when the volume is not what it was
     */
    void apply(Progress progress) throws IOException;
}
