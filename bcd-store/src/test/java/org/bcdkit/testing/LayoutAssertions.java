package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.bcdkit.layout.Field;
import org.bcdkit.layout.StructImage;
import org.bcdkit.layout.StructLayout;

/** What every declared structure has to satisfy. */
public final class LayoutAssertions {

    private LayoutAssertions() {}

    /** Every byte belongs to exactly one field or reserved range, and writing a field back changes nothing. */
    public static void assertComplete(StructLayout layout) {
        int[] owners = new int[layout.size()];
        for (Field<?> field : layout.fields()) {
            claim(layout, owners, field.offset(), field.length(), field.name());
        }
        for (StructLayout.Range range : layout.reservedRanges()) {
            claim(layout, owners, range.offset(), range.length(), "reserved");
        }
        for (int i = 0; i < owners.length; i++) {
            assertThat(owners[i]).as("%s: fields at offset 0x%x", layout.name(), i).isEqualTo(1);
        }
        StructImage image = layout.blank();
        for (Field<?> field : layout.fields()) {
            assertNeutral(image, field);
        }
        assertThat(layout.toMarkdown()).contains(layout.name());
    }

    private static <T> void assertNeutral(StructImage image, Field<T> field) {
        assertThat(image.with(field, image.get(field))).as(field.name()).isEqualTo(image);
    }

    private static void claim(StructLayout layout, int[] owners, int offset, int length, String name) {
        assertThat(offset).as("%s: %s", layout.name(), name).isNotNegative();
        assertThat(offset + length).as("%s: %s ends inside", layout.name(), name).isLessThanOrEqualTo(layout.size());
        for (int i = offset; i < offset + length; i++) {
            owners[i]++;
        }
    }
}
