package org.bcdkit.wim;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.bcdkit.storage.MalformedException;

/** The XML of a WIM file, UTF-16 with a byte order mark: an element {@code IMAGE} for each image. */
final class WimXml {

    private static final String STRUCTURE = "WIM XML";
    private static final String IMAGE = "IMAGE";
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** Deeper than any that Windows writes. */
    private static final int MAX_DEPTH = 32;

    private final String source;
    private final long position;
    private final List<WimImage> images = new ArrayList<>();
    /** The elements around the place that is read, the outermost first. */
    private final List<String> open = new ArrayList<>();
    private Map<String, String> values = new HashMap<>();
    private int index;

    private WimXml(String source, long position) {
        this.source = source;
        this.position = position;
    }

    /** The images in their order in the file. */
    static List<WimImage> read(String source, long position, byte[] bytes) throws MalformedException {
        String text = new String(bytes, StandardCharsets.UTF_16LE);
        WimXml xml = new WimXml(source, position);
        if (text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK) {
            throw xml.malformed("it does not start with the byte order mark of UTF-16");
        }
        try {
            xml.read(text.substring(1));
        } catch (XMLStreamException e) {
            throw xml.malformed("it is not well-formed: " + firstLine(e));
        }
        return xml.images;
    }

    private void read(String text) throws XMLStreamException, MalformedException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        // Nothing in a WIM file is a reason to read another file or to ask a server.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> start(reader);
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS -> text(reader.getText().strip());
                default -> {
                    // Comments and the like say nothing about images.
                }
            }
        }
    }

    private void start(XMLStreamReader reader) throws MalformedException {
        open.add(reader.getLocalName());
        if (open.size() > MAX_DEPTH) {
            throw malformed("elements are in one another more than " + MAX_DEPTH + " deep");
        }
        if (open.size() == 2 && reader.getLocalName().equals(IMAGE)) {
            values = new HashMap<>();
            String number = reader.getAttributeValue(null, "INDEX");
            try {
                index = Integer.parseInt(String.valueOf(number));
            } catch (NumberFormatException e) {
                throw malformed("an image has the INDEX \"" + number + "\", expected a number");
            }
        }
    }

    private void text(String text) {
        if (!text.isEmpty() && isInImage() && open.size() > 2) {
            values.putIfAbsent(String.join("/", open.subList(2, open.size())), text);
        }
    }

    private void end() {
        if (open.size() == 2 && isInImage()) {
            images.add(new WimImage(index, values));
        }
        open.remove(open.size() - 1);
    }

    private boolean isInImage() {
        return open.size() >= 2 && open.get(1).equals(IMAGE);
    }

    private MalformedException malformed(String problem) {
        return new MalformedException(source, STRUCTURE, position, problem);
    }

    /** What the parser says is its own words and then the place, each on a line. */
    private static String firstLine(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        return message.substring(message.lastIndexOf('\n') + 1).replace("Message: ", "");
    }
}
