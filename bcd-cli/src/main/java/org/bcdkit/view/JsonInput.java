package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bcdkit.argument.Spelling;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/** A JSON document as it is read, token by token. What is wrong with it is said with the place in the document and in the text. */
final class JsonInput implements Closeable {

    /** Several times what a store of the largest size is as JSON. */
    static final int LARGEST = 512 << 20;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxDocumentLength(LARGEST).maxStringLength(LARGEST).build())
            .build();

    private final String source;
    private final JsonParser parser;

    /**
     * Somewhere in the document.
     *
     * @param path for instance {@code objects[3].elements[0].raw}; empty for the document itself
     */
    record Place(String path, long offset, int line, int column) {}

    private JsonInput(String source, JsonParser parser) {
        this.source = source;
        this.parser = parser;
    }

    static JsonInput open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return new JsonInput(file.toString(), FACTORY.createParser(in));
        } catch (JsonProcessingException e) {
            in.close();
            throw new MalformedException(file.toString(), "document", 0, "line 1, column 1", words(e));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** A document in memory that we made ourselves. */
    static JsonInput of(String json) throws IOException {
        return new JsonInput("document", FACTORY.createParser(json));
    }

    /** The next token; absent at the end of the document. */
    private Optional<JsonToken> next() throws IOException {
        try {
            return Optional.ofNullable(parser.nextToken());
        } catch (JsonEOFException e) {
            throw malformed(place(e.getLocation()), "the file ends before the document does");
        } catch (StreamConstraintsException e) {
            throw malformed(place(), "this is more than is read: " + words(e));
        } catch (JsonProcessingException e) {
            throw malformed(e.getLocation() == null ? place() : place(e.getLocation()), "this cannot be read as JSON: " + words(e));
        }
    }

    private static String words(JsonProcessingException e) {
        return e.getOriginalMessage().replace('\n', ' ');
    }

    /** Goes to the first token, which has to start an object. */
    void start() throws IOException {
        Optional<JsonToken> first = next();
        if (first.isEmpty()) {
            throw malformed(place(), "the file is empty, expected a JSON document");
        }
        startObject();
    }

    /** There may be nothing behind the document. */
    void end() throws IOException {
        if (next().isPresent()) {
            throw malformed(place(), "there is more after the end of the document");
        }
    }

    /** The current value has to be an object, whose fields {@link #field} gives. */
    void startObject() throws IOException {
        expect(JsonToken.START_OBJECT, "an object");
    }

    /** The current value has to be an array, whose members {@link #member} goes through. */
    void startArray() throws IOException {
        expect(JsonToken.START_ARRAY, "an array");
    }

    /** The name of the next field of the object, whose value is the current one then; empty at the end of the object. */
    Optional<String> field() throws IOException {
        if (next().orElseThrow() == JsonToken.END_OBJECT) {
            return Optional.empty();
        }
        String name = parser.currentName();
        next();
        return Optional.of(name);
    }

    /** Goes to the next member of the array; false at its end. */
    boolean member() throws IOException {
        return next().orElseThrow() != JsonToken.END_ARRAY;
    }

    /** Goes to the end of the current value, whatever it is. */
    void skip() throws IOException {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth > 0) {
                next();
            }
        } while (depth > 0);
    }

    String text() throws IOException {
        expect(JsonToken.VALUE_STRING, "a string");
        try {
            return parser.getText();
        } catch (JsonEOFException e) {
            throw malformed(place(e.getLocation()), "the file ends before the document does");
        } catch (JsonProcessingException e) {
            throw malformed(place(), "this cannot be read as JSON: " + words(e));
        }
    }

    boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    boolean bool() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_TRUE) {
            expect(JsonToken.VALUE_FALSE, "true or false");
        }
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }

    /** A number of 32 bits without a sign. */
    int number() throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        BigInteger number = parser.getBigIntegerValue();
        if (number.signum() < 0 || number.bitLength() > Integer.SIZE) {
            throw malformed(place(), "found " + number + ", expected a number from 0 to 4294967295");
        }
        return number.intValue();
    }

    /** Eight hexadecimal digits behind {@code 0x}. */
    int code() throws IOException {
        String text = text();
        if (text.length() != 10 || !text.startsWith("0x") || !isHex(text.substring(2))) {
            throw malformed(place(), "found " + quoted(text) + ", expected eight hexadecimal digits behind 0x, such as 0x12000004");
        }
        return Integer.parseUnsignedInt(text.substring(2), 16);
    }

    /** Hexadecimal digits, two a byte. */
    Bytes bytes() throws IOException {
        String text = text();
        if (!isHex(text)) {
            throw malformed(place(), "found " + quoted(text) + ", expected hexadecimal digits, two a byte");
        }
        if (text.length() % 2 != 0) {
            throw malformed(place(), "found " + text.length() + " hexadecimal digits, expected an even number, two a byte");
        }
        return Bytes.ofHex(text);
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 'f' || Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The current value, whatever it is, in a form that can be compared: fields of objects in any order. */
    Object value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> fields = new TreeMap<>();
                for (Optional<String> name = field(); name.isPresent(); name = field()) {
                    fields.put(name.get(), value());
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<Object> members = new ArrayList<>();
                while (member()) {
                    members.add(value());
                }
                yield members;
            }
            case VALUE_STRING -> text();
            case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> throw malformed(place(), "found " + found() + ", and no element means such a thing");
        };
    }

    /** Where the current token is. */
    Place place() {
        return place(parser.currentTokenLocation());
    }

    private Place place(JsonLocation at) {
        JsonStreamContext context = parser.getParsingContext();
        // The start of an object or array is where that object or array is, not something in it.
        boolean start = parser.currentToken() != null && parser.currentToken().isStructStart();
        return new Place(path(start ? context.getParent() : context), Math.max(0, at.getByteOffset()), at.getLineNr(), Math.max(1, at.getColumnNr()));
    }

    private static String path(JsonStreamContext context) {
        if (context.inRoot()) {
            return "";
        }
        String parent = path(context.getParent());
        if (context.inArray()) {
            return parent + "[" + Math.max(0, context.getCurrentIndex()) + "]";
        }
        String name = context.getCurrentName();
        return name == null ? parent : parent.isEmpty() ? shortened(name) : parent + "." + shortened(name);
    }

    MalformedException unknownField(String name, List<String> known) {
        return malformed(place(), "unknown field " + quoted(name) + "." + Spelling.didYouMean(name, known));
    }

    MalformedException malformed(Place place, String problem) {
        String where = place.path().isEmpty() ? "document" : place.path();
        return new MalformedException(source, where, place.offset(), "line " + place.line() + ", column " + place.column(), problem);
    }

    String source() {
        return source;
    }

    private void expect(JsonToken wanted, String name) throws IOException {
        if (parser.currentToken() != wanted) {
            throw malformed(place(), "found " + found() + ", expected " + name);
        }
    }

    /** The current value in a few words. */
    private String found() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "the string " + quoted(text());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + shortened(parser.getText());
            default -> parser.getText();
        };
    }

    private static String quoted(String text) {
        return "\"" + shortened(text) + "\"";
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
