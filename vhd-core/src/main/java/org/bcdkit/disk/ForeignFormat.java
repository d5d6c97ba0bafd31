package org.bcdkit.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/** Formats of disk images that are not read here. Taken as raw, they would show a disk that is not there. */
enum ForeignFormat {
    QCOW("QFI\u00fb", "a QCOW2 image of QEMU"),
    VMDK("KDMV", "a VMDK image of VMware"),
    VMDK_DESCRIPTION("# Disk DescriptorFile", "the description of a VMDK image of VMware"),
    VDI("<<< Oracle VM", "a VDI image of VirtualBox"),
    VDI_OF_QEMU("<<< QEMU VM Virtual Disk Image >>>", "a VDI image of VirtualBox"),
    VDI_OLD("<<< Sun ", "a VDI image of VirtualBox"),
    EWF("EVF\t\r\n\u00ff\0", "an EnCase image"),
    WIM("MSWIM\0\0\0", "a WIM archive, which holds files and no disk");

    private final String start;
    private final String title;

    ForeignFormat(String start, String title) {
        this.start = start;
        this.title = title;
    }

    /** @throws UnsupportedException when {@code storage} starts as one of them */
    static void refuse(Storage storage) throws IOException {
        for (ForeignFormat format : values()) {
            int length = format.start.length();
            if (storage.size() >= length && new String(storage.read(0, length), StandardCharsets.ISO_8859_1).equals(format.start)) {
                String convert = format == WIM ? "" : "; \"qemu-img convert -O raw\" may make a raw one of it";
                throw new UnsupportedException(
                        storage.name(), "disk image", 0, "this is " + format.title + "; supported are VHD, VHDX and raw images" + convert);
            }
        }
    }
}
