package org.bcdkit.partition;

import java.util.List;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.testing.LayoutAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartitionLayoutsTest {

    static List<StructLayout> layouts() {
        return List.of(MbrSector.LAYOUT, MbrSector.ENTRY, GptHeader.LAYOUT, GptEntry.LAYOUT);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyByteBelongsToOneField(StructLayout layout) {
        LayoutAssertions.assertComplete(layout);
    }
}
