package org.bcdkit.vhdx;

import java.util.List;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.testing.LayoutAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VhdxLayoutsTest {

    static List<StructLayout> layouts() {
        return List.of(
                VhdxHeader.LAYOUT,
                RegionTable.LAYOUT,
                RegionTable.ENTRY,
                MetadataTable.LAYOUT,
                MetadataTable.ENTRY,
                VhdxMetadata.PARAMETERS,
                VhdxMetadata.SIZE,
                VhdxMetadata.SECTOR,
                VhdxMetadata.ID,
                VhdxParentLocator.LAYOUT,
                VhdxParentLocator.ENTRY,
                LogEntry.LAYOUT,
                LogEntry.DATA,
                LogEntry.ZERO,
                LogEntry.PAGE);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyByteBelongsToOneField(StructLayout layout) {
        LayoutAssertions.assertComplete(layout);
    }
}
