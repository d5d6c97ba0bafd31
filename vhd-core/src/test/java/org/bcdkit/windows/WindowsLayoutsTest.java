package org.bcdkit.windows;

import java.util.List;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.testing.LayoutAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WindowsLayoutsTest {

    static List<StructLayout> layouts() {
        return List.of(
                PeHeaders.DOS,
                PeHeaders.COFF,
                PeHeaders.OPTIONAL_32,
                PeHeaders.OPTIONAL_64,
                PeHeaders.CERTIFICATES,
                ProgramSignature.LAYOUT,
                PeHeaders.SECTION,
                VersionResource.DIRECTORY,
                VersionResource.ENTRY,
                VersionResource.DATA,
                VersionResource.LAYOUT,
                VolumeStateReader.SNAPSHOT_HEADER);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyByteBelongsToOneField(StructLayout layout) {
        LayoutAssertions.assertComplete(layout);
    }
}
