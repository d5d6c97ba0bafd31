package org.bcdkit.firmware;

import java.util.List;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.testing.LayoutAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FirmwareLayoutsTest {

    static List<StructLayout> layouts() {
        return List.of(LoadOption.LAYOUT, DevicePathNode.HEADER, HardDrive.LAYOUT, WindowsOptions.LAYOUT, WindowsEntry.LAYOUT, WindowsPath.LAYOUT);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyByteBelongsToOneField(StructLayout layout) {
        LayoutAssertions.assertComplete(layout);
    }
}
