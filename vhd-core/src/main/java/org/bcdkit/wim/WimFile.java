package org.bcdkit.wim;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/**
 * A WIM file (also called ESD, and SWM when it is a part of a split one), as far as it tells about itself. What is compressed in it is left to wimlib.
 *
 * @param identifier the same in all parts of a split WIM
 * @param part which part of a split WIM this is, from 1
 * @param parts how many there are; 1 when it is not split
 * @param images in their order
 * @param bootIndex of the image that is to be booted, from 1; absent when none is. There need not be such an image
 * @param isPacked whether its resources are packed together (solid) or compressed with LZMS, as in an ESD
 * @param isVerifiable whether it has a table of checksums of all its bytes
 */
public record WimFile(
        Path path, UUID identifier, int part, int parts, List<WimImage> images, OptionalLong bootIndex, boolean isPacked, boolean isVerifiable) {

    /** Far more than the XML of any real file; it is read into memory. */
    private static final long MAX_XML = 64L << 20;

    public WimFile {
        images = List.copyOf(images);
    }

    /**
     * Reads what is told about the images.
     *
     * @throws MalformedException when it is no WIM file, or is damaged
     * @throws UnsupportedException when it is one that only wimlib reads
     */
    public static WimFile open(Path path) throws IOException {
        try (Storage file = FileStorage.open(path)) {
            WimHeader header = WimHeader.read(file);
            return new WimFile(
                    path,
                    header.identifier(),
                    header.part(),
                    header.parts(),
                    images(file, header),
                    header.bootIndex(),
                    header.isPacked(),
                    header.hasIntegrityTable());
        }
    }

    private static List<WimImage> images(Storage file, WimHeader header) throws IOException {
        long position = header.xmlOffset();
        if (header.isXmlCompressed()) {
            throw new UnsupportedException(file.name(), "WIM XML", position, "it is compressed, which no program is known to write");
        }
        if (header.xmlSize() == 0 || header.xmlSize() > MAX_XML) {
            throw new MalformedException(file.name(), WimHeader.LAYOUT.name(), WimHeader.XML_SIZE.offset(),
                    "the XML is said to have " + header.xmlSize() + " bytes, expected up to " + MAX_XML);
        }
        List<WimImage> images = WimXml.read(file.name(), position, file.read(position, (int) header.xmlSize()));
        if (images.size() != header.images()) {
            throw new MalformedException(file.name(), WimHeader.LAYOUT.name(), WimHeader.IMAGES.offset(),
                    "there are said to be " + header.images() + " images, and the XML tells of " + images.size());
        }
        for (int i = 0; i < images.size(); i++) {
            if (images.get(i).index() != i + 1) {
                throw new MalformedException(file.name(), "WIM XML", position, "image " + (i + 1) + " has the INDEX " + images.get(i).index());
            }
        }
        return images;
    }

    /** The image of that number. */
    public Optional<WimImage> image(long index) {
        return index >= 1 && index <= images.size() ? Optional.of(images.get((int) index - 1)) : Optional.empty();
    }

    /** The image that is to be booted; absent when none is named, and when there is none of that number. */
    public Optional<WimImage> bootImage() {
        return image(bootIndex.orElse(0));
    }

    /** The images with that name or display name; only those that are written just so, when there are any. */
    public List<WimImage> named(String name) {
        List<WimImage> exact = new ArrayList<>();
        List<WimImage> similar = new ArrayList<>();
        for (WimImage image : images) {
            String display = image.displayName().orElse("");
            if (image.name().equals(name) || display.equals(name)) {
                exact.add(image);
            } else if (image.name().equalsIgnoreCase(name) || display.equalsIgnoreCase(name)) {
                similar.add(image);
            }
        }
        return exact.isEmpty() ? similar : exact;
    }
}
