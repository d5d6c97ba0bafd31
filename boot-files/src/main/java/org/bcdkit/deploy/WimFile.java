package org.bcdkit.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;

/**
 * A WIM file (also called ESD, and SWM when it is split), as far as it tells about itself. What is compressed in it is left to wimlib.
 *
 * @param path of its first part
 * @param images in their order
 * @param bootIndex of the image that is to be booted; absent when none is
 * @param parts files that belong to it besides {@code path}, whether or not they are there; empty unless it is split
 * @param isVerifiable whether it has a table of checksums of all its bytes
 */
public record WimFile(Path path, List<WimImage> images, OptionalInt bootIndex, List<Path> parts, boolean isVerifiable) {

    /** Far more than the XML of any real file; it is read into memory. */
    private static final long MAX_XML = 64L << 20;

    public WimFile {
        images = List.copyOf(images);
        parts = List.copyOf(parts);
    }

    /**
     * Reads what is told about the images, and looks at the other parts of a split one, which are to lie beside it.
     *
     * @throws MalformedException when it is no WIM file, is damaged, or a part is another than it should be
     * @throws UnsupportedException when this is a part that is not the first
     */
    public static WimFile open(Path path) throws IOException {
        try (Storage file = FileStorage.open(path)) {
            WimHeader header = WimHeader.read(file);
            if (header.part() != 1) {
                throw new UnsupportedException(file.name(), WimHeader.LAYOUT.name(), WimHeader.PART.offset(),
                        "this is part " + header.part() + " of " + header.parts() + " of a split WIM; name its first part, which ends in no number");
            }
            List<WimImage> images = images(file, header);
            int boot = header.bootIndex();
            return new WimFile(
                    path, images, boot == 0 ? OptionalInt.empty() : OptionalInt.of(boot), parts(path, header), header.hasIntegrityTable());
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

    /** {@code install.swm} is followed by {@code install2.swm}, {@code install3.swm} and so on. */
    private static List<Path> parts(Path first, WimHeader header) throws IOException {
        List<Path> parts = new ArrayList<>();
        for (int number = 2; number <= header.parts(); number++) {
            Path part = part(first, number);
            if (Files.isRegularFile(part)) {
                checkPart(part, number, header);
            }
            parts.add(part);
        }
        return parts;
    }

    private static Path part(Path first, int number) {
        String name = first.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return first.resolveSibling(dot < 0 ? name + number : name.substring(0, dot) + number + name.substring(dot));
    }

    private static void checkPart(Path path, int number, WimHeader first) throws IOException {
        try (Storage file = FileStorage.open(path)) {
            WimHeader header = WimHeader.read(file);
            if (!header.identifier().equals(first.identifier()) || header.part() != number || header.parts() != first.parts()) {
                throw new MalformedException(file.name(), WimHeader.LAYOUT.name(), WimHeader.IDENTIFIER.offset(), "this is part " + header.part() + " of "
                        + header.parts() + " of the WIM {" + header.identifier() + "}, expected part " + number + " of " + first.parts() + " of {"
                        + first.identifier() + "}");
            }
        }
    }

    /** The files of {@link #parts} that are not there. */
    public List<Path> missingParts() {
        List<Path> missing = new ArrayList<>();
        for (Path part : parts) {
            if (!Files.isRegularFile(part)) {
                missing.add(part);
            }
        }
        return missing;
    }

    /** The image of that number. */
    public Optional<WimImage> image(int index) {
        return index >= 1 && index <= images.size() ? Optional.of(images.get(index - 1)) : Optional.empty();
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
