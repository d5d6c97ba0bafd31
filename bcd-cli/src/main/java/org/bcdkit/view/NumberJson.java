package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Unsigned 64-bit numbers in JSON, which has no largest number. */
final class NumberJson {

    private NumberJson() {}

    static void write(JsonGenerator json, long unsigned) throws IOException {
        if (unsigned >= 0) {
            json.writeNumber(unsigned);
        } else {
            json.writeNumber(Long.toUnsignedString(unsigned));
        }
    }
}
