package org.bcdkit.hive;

import java.util.Comparator;
import org.bcdkit.layout.Field;
import org.bcdkit.layout.NameCase;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;

/** The head of a list of subkeys, or of a list of such lists; its entries follow. REGF, "Index leaf" to "Index root". */
record SubkeyList(StructImage image) {

    /** Index leaf: cells only. */
    static final String INDEX_LEAF = "li";
    /** Fast leaf: cells, each with the first four characters of the name. */
    static final String FAST_LEAF = "lf";
    /** Hash leaf: cells, each with a hash of the name. */
    static final String HASH_LEAF = "lh";
    /** Index root: cells of leaves. */
    static final String INDEX_ROOT = "ri";

    static final StructLayout LAYOUT = StructLayout.littleEndian("subkey list", 4);
    static final Field<String> SIGNATURE = LAYOUT.ascii(0, 2, "signature", "`li`, `lf`, `lh` or `ri`.");
    static final Field<Long> COUNT = LAYOUT.u16(2, "number of elements", "Entries that follow: 4 bytes each in `li` and `ri`, 8 in `lf` and `lh`.");

    /** The order of subkeys in a list: that of their upper-cased names. */
    static final Comparator<Key> ORDER = new Comparator<>() {
        @Override
        public int compare(Key a, Key b) {
            return RegistryNames.compare(a.name(), b.name());
        }
    };

    /** Bytes of an entry in a list of that kind; 0 for what is no kind of list. */
    static int entrySize(String kind) {
        return switch (kind) {
            case FAST_LEAF, HASH_LEAF -> 8;
            case INDEX_LEAF, INDEX_ROOT -> 4;
            default -> 0;
        };
    }

    /** What an {@code lf} entry has beside the cell: the first four characters, or zero when one of them takes two bytes. */
    static long hint(String name) {
        long hint = 0;
        for (int i = 0; i < Math.min(4, name.length()); i++) {
            if (name.charAt(i) > 0xff) {
                return 0;
            }
            hint |= (long) name.charAt(i) << 8 * i;
        }
        return hint;
    }

    /** What an {@code lh} entry has beside the cell. */
    static long hash(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = 37 * hash + NameCase.upper(name.charAt(i));
        }
        return Integer.toUnsignedLong(hash);
    }
}
