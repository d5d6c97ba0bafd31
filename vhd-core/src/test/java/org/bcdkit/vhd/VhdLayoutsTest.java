package org.bcdkit.vhd;

import java.util.List;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.testing.LayoutAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VhdLayoutsTest {

    static List<StructLayout> layouts() {
        return List.of(VhdFooter.LAYOUT, VhdDynamicHeader.LAYOUT, VhdParentLocator.LAYOUT);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyByteBelongsToOneField(StructLayout layout) {
        LayoutAssertions.assertComplete(layout);
    }
}
