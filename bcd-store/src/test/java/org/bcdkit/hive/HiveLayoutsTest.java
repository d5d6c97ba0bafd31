package org.bcdkit.hive;

import java.util.List;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.testing.LayoutAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HiveLayoutsTest {

    static List<StructLayout> layouts() {
        return List.of(
                BaseBlock.LAYOUT,
                HiveBin.LAYOUT,
                KeyNode.LAYOUT,
                KeyValue.LAYOUT,
                KeySecurity.LAYOUT,
                SubkeyList.LAYOUT,
                BigData.LAYOUT,
                LogEntry.LAYOUT,
                DirtyVector.LAYOUT);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyByteBelongsToOneField(StructLayout layout) {
        LayoutAssertions.assertComplete(layout);
    }
}
