package org.bcdkit.host.linux;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.storage.HostException;

/** Understands {@code /proc/self/mountinfo}. proc_pid_mountinfo(5). */
final class MountInfoParser {

    private static final int DEVICE_NUMBER = 2;
    private static final int ROOT = 3;
    private static final int POINT = 4;
    private static final int OPTIONAL_FIELDS = 6;
    private static final String END_OF_OPTIONAL_FIELDS = "-";

    private MountInfoParser() {}

    /** @throws HostException when a line is not what it should be */
    static List<Mount> parse(String text) throws HostException {
        List<Mount> mounts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            mounts.add(mount(text.substring(from, end)));
            from = end + 1;
        }
        return mounts;
    }

    private static Mount mount(String line) throws HostException {
        List<String> fields = fields(line);
        int separator = OPTIONAL_FIELDS;
        while (separator < fields.size() && !fields.get(separator).equals(END_OF_OPTIONAL_FIELDS)) {
            separator++;
        }
        if (separator + 2 >= fields.size()) {
            throw notUnderstood(line);
        }
        try {
            return new Mount(
                    Integer.parseInt(fields.get(0)),
                    Integer.parseInt(fields.get(1)),
                    fields.get(DEVICE_NUMBER),
                    unescape(fields.get(ROOT)),
                    unescape(fields.get(POINT)),
                    unescape(fields.get(separator + 1)),
                    unescape(fields.get(separator + 2)));
        } catch (NumberFormatException e) {
            throw notUnderstood(line);
        }
    }

    private static HostException notUnderstood(String line) {
        return new HostException(
                "/proc/self/mountinfo has a line that is not understood: \"" + line
                        + "\", expected the form \"36 35 8:3 / /mnt rw - ext4 /dev/sda3 rw\".",
                "Please report it.");
    }

    /** An empty field is one too: a mount may have an empty source. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        int from = 0;
        for (int space = line.indexOf(' '); space >= 0; space = line.indexOf(' ', from)) {
            fields.add(line.substring(from, space));
            from = space + 1;
        }
        fields.add(line.substring(from));
        return fields;
    }

    /** The kernel writes space, tab, newline and backslash as a backslash and three octal digits. */
    private static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder text = new StringBuilder(field.length());
        int at = 0;
        while (at < field.length()) {
            if (isEscape(field, at)) {
                text.append((char) Integer.parseInt(field.substring(at + 1, at + 4), 8));
                at += 4;
            } else {
                text.append(field.charAt(at));
                at++;
            }
        }
        return text.toString();
    }

    private static boolean isEscape(String field, int at) {
        return field.charAt(at) == '\\' && at + 3 < field.length() && isOctal(field, at + 1) && isOctal(field, at + 2) && isOctal(field, at + 3);
    }

    private static boolean isOctal(String field, int at) {
        return field.charAt(at) >= '0' && field.charAt(at) <= '7';
    }
}
