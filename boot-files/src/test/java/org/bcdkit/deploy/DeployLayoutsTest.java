package org.bcdkit.deploy;

import org.bcdkit.testing.LayoutAssertions;
import org.junit.jupiter.api.Test;

class DeployLayoutsTest {

    @Test
    void everyByteOfTheWimHeaderBelongsToOneField() {
        LayoutAssertions.assertComplete(WimHeader.LAYOUT);
    }
}
