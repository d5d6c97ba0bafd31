package org.bcdkit.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/** Formats of files that are not read here. Taken as raw, they would show a disk that is not there. */
enum ForeignFormat {
    QCOW("QFI\u00fb", "a QCOW2 image of QEMU", Remedy.CONVERT),
    VMDK("KDMV", "a VMDK image of VMware", Remedy.CONVERT),
    VMDK_DESCRIPTION("# Disk DescriptorFile", "the description of a VMDK image of VMware", Remedy.CONVERT),
    VDI("<<< Oracle VM", "a VDI image of VirtualBox", Remedy.CONVERT),
    VDI_OLD("<<< Sun ", "a VDI image of VirtualBox", Remedy.CONVERT),
    VDI_OF_QEMU("<<< QEMU VM", "a VDI image of VirtualBox", Remedy.CONVERT),
    EWF("EVF\t\r\n\u00ff\0", "an EnCase image", Remedy.CONVERT),
    WIM("MSWIM\0\0\0", "a WIM archive, which holds files and no disk", Remedy.DEPLOY),
    GZIP("\u001f\u008b\b", "a file compressed with gzip", Remedy.UNPACK),
    XZ("\u00fd7zXZ\0", "a file compressed with xz", Remedy.UNPACK),
    ZSTANDARD("(\u00b5/\u00fd", "a file compressed with zstd", Remedy.UNPACK),
    ZIP("PK\u0003\u0004", "a ZIP archive", Remedy.UNPACK),
    SEVEN_ZIP("7z\u00bc\u00af'\u001c", "a 7-Zip archive", Remedy.UNPACK);

    private final String start;
    private final String title;
    private final Remedy remedy;

    ForeignFormat(String start, String title, Remedy remedy) {
        this.start = start;
        this.title = title;
        this.remedy = remedy;
    }

    /** The one that {@code storage} starts as. */
    static Optional<ForeignFormat> of(Storage storage) throws IOException {
        for (ForeignFormat format : values()) {
            int length = format.start.length();
            if (storage.size() >= length && new String(storage.read(0, length), StandardCharsets.ISO_8859_1).equals(format.start)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** @throws UnsupportedException when {@code storage} starts as one of them */
    static void refuse(Storage storage) throws IOException {
        Optional<ForeignFormat> format = of(storage);
        if (format.isPresent()) {
            throw format.get().refusal(storage.name());
        }
    }

    private UnsupportedException refusal(String source) {
        return new UnsupportedException(source, "disk image", 0, "this is " + title + "; supported are VHD, VHDX and raw images" + remedy.text);
    }

    private enum Remedy {
        DEPLOY("; \"bcd deploy\" makes an image with its files"),
        CONVERT("; \"qemu-img convert -O raw\" may make a raw one of it"),
        UNPACK("; unpack it first");

        private final String text;

        Remedy(String text) {
            this.text = text;
        }
    }
}
