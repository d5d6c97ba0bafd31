package org.bcdkit.device;

import java.util.List;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.testing.LayoutAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceLayoutsTest {

    static List<StructLayout> layouts() {
        return List.of(
                DescriptorHeader.LAYOUT,
                GptPartition.LAYOUT,
                MbrPartition.LAYOUT,
                LocalDevice.LAYOUT,
                RamdiskImage.LAYOUT,
                VirtualDiskIdentity.LAYOUT,
                PathHeader.LAYOUT,
                LocateFields.LAYOUT,
                VmbusChannel.LAYOUT);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyByteBelongsToOneField(StructLayout layout) {
        LayoutAssertions.assertComplete(layout);
    }
}
