package org.bcdkit.wim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.windows.Architecture;

/**
 * A WIM, as far as starting from it depends on it.
 *
 * @param name for messages
 * @param images how many are in it
 * @param bootIndex the image to start, from 1; 0 for none
 * @param part which part of a split WIM this is, from 1
 * @param parts 1 when it is not split
 * @param packed whether its resources are packed together (solid) or compressed with LZMS, as in an ESD
 * @param architecture of the image to start; absent when the description does not say
 * @param edition of the image to start, for instance {@code WindowsPE}; absent when the description does not say
 */
public record WimFile(
        String name, long images, long bootIndex, long part, long parts, boolean packed, Optional<Architecture> architecture, Optional<String> edition) {

    private static final long SOLID_VERSION = 0xe00;
    private static final long LZMS = 0x80000;
    /** Descriptions take some kilobytes for each image. */
    private static final long LARGEST_XML = 16 << 20;

    /**
     * Reads the header and the description of the images.
     *
     * @throws MalformedException when it is no WIM
     */
    public static WimFile read(Storage file) throws IOException {
        int there = (int) Math.min(file.size(), WimHeader.SIZE);
        byte[] bytes = bytes(file, 0, there);
        if (there < WimHeader.SIZE) {
            throw new MalformedException(file.name(), "WIM header", 0, "the file has " + there + " bytes, and the header of a WIM has " + WimHeader.SIZE);
        }
        WimHeader header = WimHeader.read(file.name(), bytes);
        long bootIndex = header.image().get(WimHeader.BOOT_INDEX);
        String description = description(file, header, bootIndex);
        boolean packed = header.image().get(WimHeader.VERSION) == SOLID_VERSION || (header.image().get(WimHeader.FLAGS) & LZMS) != 0;
        return new WimFile(
                file.name(),
                header.image().get(WimHeader.IMAGES),
                bootIndex,
                header.image().get(WimHeader.PART),
                header.image().get(WimHeader.PARTS),
                packed,
                architecture(description),
                element(description, "EDITIONID"));
    }

    private static byte[] bytes(Storage file, long position, int size) throws IOException {
        byte[] bytes = new byte[size];
        file.read(position, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** What the XML says about an image; empty when that cannot be told. */
    private static String description(Storage file, WimHeader header, long index) throws IOException {
        long size = header.xmlSize();
        long offset = header.image().get(WimHeader.XML_OFFSET);
        if (header.isXmlCompressed() || size > LARGEST_XML || offset < 0 || offset > file.size() || size > file.size() - offset) {
            return "";
        }
        String xml = new String(bytes(file, offset, (int) size), StandardCharsets.UTF_16LE);
        int start = xml.indexOf("<IMAGE INDEX=\"" + index + "\"");
        int end = start < 0 ? -1 : xml.indexOf("</IMAGE>", start);
        return end < 0 ? "" : xml.substring(start, end);
    }

    private static Optional<String> element(String xml, String name) {
        int start = xml.indexOf("<" + name + ">");
        int end = start < 0 ? -1 : xml.indexOf("</" + name + ">", start);
        return end < 0 ? Optional.empty() : Optional.of(xml.substring(start + name.length() + 2, end).trim());
    }

    /** Numbers of {@code PROCESSOR_ARCHITECTURE_*}. */
    private static Optional<Architecture> architecture(String xml) {
        return switch (element(xml, "ARCH").orElse("")) {
            case "0" -> Optional.of(Architecture.X86);
            case "5" -> Optional.of(Architecture.ARM);
            case "9" -> Optional.of(Architecture.X64);
            case "12" -> Optional.of(Architecture.ARM64);
            default -> Optional.empty();
        };
    }
}
