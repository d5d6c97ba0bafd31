package org.bcdkit.wim;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bcdkit.testing.LayoutAssertions;
import org.bcdkit.testing.ReferencePage;
import org.junit.jupiter.api.Test;

class WimLayoutsTest {

    private static final String INTRODUCTION = """
            # Structures of a WIM

            The structure of fixed size in a WIM file, as this program reads it; WIM files are written by wimlib. Offsets are from the start of the structure.

            This page is made from the code; its test is `WimLayoutsTest`.
            """;

    @Test
    void everyByteOfTheHeaderBelongsToOneField() {
        LayoutAssertions.assertComplete(WimHeader.LAYOUT);
    }

    @Test
    void pageSaysWhatTheLayoutDeclares() throws IOException {
        ReferencePage.check(Path.of("wim.md"), ReferencePage.structures(INTRODUCTION, List.of(WimHeader.LAYOUT)));
    }
}
