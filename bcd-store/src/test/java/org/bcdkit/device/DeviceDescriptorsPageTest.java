package org.bcdkit.device;

import java.io.IOException;
import java.nio.file.Path;
import org.bcdkit.testing.ReferencePage;
import org.junit.jupiter.api.Test;

class DeviceDescriptorsPageTest {

    private static final String INTRODUCTION = """
            # Structures of a device element

            The structures of fixed size in a device element, as this program reads and writes them. The first 16 bytes of an element are the GUID of
            the object with more settings, or zero; a header follows, and what its type says. Offsets are from the start of the structure. What
            stands between the fields has no meaning and is kept as it is.

            This page is made from the code; its test is `DeviceDescriptorsPageTest`.
            """;

    @Test
    void pageSaysWhatTheLayoutsDeclare() throws IOException {
        ReferencePage.check(Path.of("device-descriptors.md"), ReferencePage.structures(INTRODUCTION, DeviceLayoutsTest.layouts()));
    }
}
