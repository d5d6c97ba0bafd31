package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.bcdkit.layout.Hex;

/** The one JSON document a command prints: an object that starts with the version of its schema. It is written as it goes, without a tree. */
public final class JsonDocument implements Closeable {

    static final String SCHEMA_VERSION_FIELD = "schemaVersion";
    static final int SCHEMA_VERSION = 1;

    private final OutputStream out;
    private final JsonGenerator json;

    public JsonDocument(OutputStream out) throws IOException {
        this.out = out;
        json = new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        Separators separators = Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        json.setPrettyPrinter(printer);
        json.writeStartObject();
        json.writeNumberField(SCHEMA_VERSION_FIELD, SCHEMA_VERSION);
    }

    /** For the fields of the document. */
    public JsonGenerator json() {
        return json;
    }

    /** The field {@code store}: which file the document is about. */
    public void store(String name) throws IOException {
        json.writeStringField("store", text(name));
    }

    /** Ends the document with a line break; the stream stays open. */
    @Override
    public void close() throws IOException {
        json.close();
        out.write('\n');
        out.flush();
    }

    /** {@code text} with {@code U+FFFD} for every half of a surrogate pair: such text is in real stores, and UTF-8 has no form for it. */
    public static String text(String text) {
        StringBuilder changed = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                changed = changed == null ? new StringBuilder(text) : changed;
                changed.setCharAt(i, '\ufffd');
            }
        }
        return changed == null ? text : changed.toString();
    }

    /** Writes {@code text} as a value that says all of it: half a surrogate pair, for which UTF-8 has no form, as an escape. */
    static void writeExactly(JsonGenerator json, String text) throws IOException {
        if (text(text).equals(text)) {
            json.writeString(text);
            return;
        }
        StringBuilder escaped = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            escaped.append("\\u").append(Hex.eightDigits(text.charAt(i)), 4, 8);
        }
        json.writeRawValue(escaped.append('"').toString());
    }
}
