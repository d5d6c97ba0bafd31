package org.bcdkit.hive;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Bytes;

/** Texts in the data of values. */
public final class RegistryText {

    private RegistryText() {}

    /** UTF-16 from {@code at} to the first NUL: some writers leave things behind it, others forget it. Half a unit at the end says nothing. */
    public static String at(Bytes data, int at) {
        StringBuilder text = new StringBuilder();
        for (int i = at; i + 1 < data.size(); i += 2) {
            char c = (char) LittleEndian.u16(data.array(), data.start() + i);
            if (c == 0) {
                break;
            }
            text.append(c);
        }
        return text.toString();
    }

    /** The strings of a {@code REG_MULTI_SZ}: up to an empty one or to the end of the data. */
    public static List<String> list(Bytes data) {
        List<String> texts = new ArrayList<>();
        String text = at(data, 0);
        int at = 0;
        while (!text.isEmpty()) {
            texts.add(text);
            at += 2 * text.length() + 2;
            text = at(data, at);
        }
        return texts;
    }
}
