package org.bcdkit.ntfs;

import java.util.List;
import org.bcdkit.layout.StructLayout;
import org.bcdkit.testing.LayoutAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NtfsLayoutsTest {

    static List<StructLayout> layouts() {
        return List.of(
                NtfsBootSector.LAYOUT,
                UpdateSequence.LAYOUT,
                FileRecord.LAYOUT,
                Attribute.LAYOUT,
                Attribute.RESIDENT,
                Attribute.CLUSTERED,
                AttributeList.LAYOUT,
                FileName.LAYOUT,
                NtfsFileSystem.STANDARD,
                NtfsFileSystem.INFORMATION,
                DirectoryIndex.ROOT,
                DirectoryIndex.BLOCK,
                IndexNode.HEADER,
                IndexNode.ENTRY,
                ReparsePoint.LAYOUT,
                ReparsePoint.TARGET,
                ReparsePoint.FLAGS,
                CompressedSystemFile.LAYOUT);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyByteBelongsToOneField(StructLayout layout) {
        LayoutAssertions.assertComplete(layout);
    }
}
