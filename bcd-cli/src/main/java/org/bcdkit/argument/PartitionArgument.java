package org.bcdkit.argument;

import java.util.Optional;
import java.util.UUID;
import org.bcdkit.device.PartitionId;
import org.bcdkit.store.ObjectId;

/** A partition by its identity: {@code gpt:{disk},{partition}} or {@code mbr:SIGNATURE,OFFSET}. */
public final class PartitionArgument {

    /** What to write, for messages. */
    static final String FORMS = "gpt:{disk},{partition} or mbr:SIGNATURE,OFFSET";

    private static final String GPT = "gpt:";
    private static final String MBR = "mbr:";
    private static final int SIGNATURE_DIGITS = 8;
    /** Partitions start on a sector, and there are no smaller ones. */
    private static final int SECTOR = 512;
    private static final long NO_START = 1;

    private PartitionArgument() {}

    /** Whether {@code text} is meant to be one, well written or not. */
    static boolean isMeant(String text) {
        return text.regionMatches(true, 0, GPT, 0, GPT.length()) || text.regionMatches(true, 0, MBR, 0, MBR.length());
    }

    /**
     * Reads GUIDs with or without braces in any case; a signature in hexadecimal, with or without {@code 0x}; an offset in bytes.
     *
     * @param option where it stands, for messages
     */
    static PartitionId parse(String option, String text) {
        int comma = text.indexOf(',');
        if (!isMeant(text) || comma < 0) {
            throw new UsageException(option + ": \"" + text + "\" is no partition; write " + FORMS + ".");
        }
        String first = text.substring(GPT.length(), comma).trim();
        String second = text.substring(comma + 1).trim();
        return text.regionMatches(true, 0, GPT, 0, GPT.length())
                ? gpt(option, first, second)
                : new PartitionId.Mbr(signature(option, first), offset(option, second));
    }

    /** The partition with these two GUIDs, written as in {@link #parse}. */
    static PartitionId gpt(String option, String disk, String partition) {
        return new PartitionId.Gpt(guid(option, "disk", disk), guid(option, "partition", partition));
    }

    private static UUID guid(String option, String what, String text) {
        Optional<ObjectId> guid = ObjectId.parse(text);
        if (guid.isEmpty()) {
            throw new UsageException(option + ": \"" + text + "\" is no GUID; gpt:{disk},{partition} needs that of the " + what + " here.");
        }
        return guid.get().value();
    }

    private static int signature(String option, String text) {
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        if (digits.length() > SIGNATURE_DIGITS || !NumberArgument.isDigits(digits, 16)) {
            throw new UsageException(
                    option + ": \"" + text + "\" is no disk signature; write it with up to eight hexadecimal digits, for instance 63f07796.");
        }
        return Integer.parseUnsignedInt(digits, 16);
    }

    private static long offset(String option, String text) {
        try {
            long offset = NumberArgument.isDigits(text, 10) ? Long.parseUnsignedLong(text) : NO_START;
            if (Long.remainderUnsigned(offset, SECTOR) == 0) {
                return offset;
            }
        } catch (NumberFormatException e) {
            // More than 64 bits: said below, with what is expected.
        }
        throw new UsageException(
                option + ": \"" + text + "\" is no start of a partition; write it in bytes, not in sectors: a multiple of " + SECTOR + ".");
    }
}
