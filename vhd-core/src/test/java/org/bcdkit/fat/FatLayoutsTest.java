package org.bcdkit.fat;

import java.util.List;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.testing.LayoutAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FatLayoutsTest {

    static List<StructLayout> layouts() {
        return List.of(FatBootSector.LAYOUT, FatBootSector.SHORT_TAIL, FatBootSector.LONG_TAIL, FatInfoSector.LAYOUT, FatEntry.LAYOUT, FatEntry.LONG_NAME);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyByteBelongsToOneField(StructLayout layout) {
        LayoutAssertions.assertComplete(layout);
    }
}
