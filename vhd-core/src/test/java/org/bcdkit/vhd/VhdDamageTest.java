package org.bcdkit.vhd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.testing.DamagedBytes;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.DiskValues;
import org.bcdkit.testing.VhdBuilder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every truncation and every flipped byte of one image of each kind. */
@Timeout(300)
class VhdDamageTest {

    private static final int BLOCK = 4096;
    private static final String PARENT_ID = "PARENT-PARENT-ID";

    enum Kind {
        FIXED(4608),
        DYNAMIC(2048 + 2 * 4608 + 512),
        DIFFERENCING(2048 + 1024 + 2 * 4608 + 512);

        private final int length;

        Kind(int length) {
            this.length = length;
        }

        byte[] bytes() {
            byte[] image =
                    switch (this) {
                        case FIXED -> VhdBuilder.fixed(contents(8 * 512)).build();
                        case DYNAMIC -> VhdBuilder.dynamic(4 * BLOCK, BLOCK).block(2, 'c').block(0, contents(BLOCK)).build();
                        case DIFFERENCING ->
                            VhdBuilder.differencing(4 * BLOCK, BLOCK, PARENT_ID)
                                    .parentName("base.vhd")
                                    .parentTime(1_600_000_000)
                                    .locator("W2ku", "C:\\base.vhd".getBytes(StandardCharsets.UTF_16LE))
                                    .locator("W2ru", ".\\base.vhd".getBytes(StandardCharsets.UTF_16LE))
                                    .block(2, new byte[] {0x5A}, contents(BLOCK))
                                    .block(0, 'a')
                                    .build();
                    };
            assertThat(image).hasSize(length);
            return image;
        }

        /** Nothing protects payloads, the bitmaps of a child, and the text of paths: what is there may be anything. */
        boolean isProtected(int position) {
            return switch (this) {
                case FIXED -> position >= 8 * 512;
                case DYNAMIC, DIFFERENCING -> position < 2048 || position >= length - 512;
            };
        }
    }

    private static byte[] contents(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i / 512 + 1);
        }
        return bytes;
    }

    private static Optional<VirtualDisk> parent() throws IOException {
        byte[] contents = new byte[4 * BLOCK];
        Arrays.fill(contents, (byte) 'p');
        return Optional.of(DiskReading.open(VhdBuilder.fixed(contents).id(PARENT_ID).build()));
    }

    private static DiskValues values(byte[] image) throws IOException {
        return DiskValues.of(MemoryStorage.of("image", image), parent(), 512);
    }

    private static void check(Kind kind, byte[] whole, DiskValues undamaged, byte[] damaged) throws IOException {
        DiskValues values = values(damaged);
        int position = Arrays.mismatch(whole, damaged);
        if (kind.isProtected(position) || damaged.length < whole.length) {
            values.assertSameOrRemarked(undamaged, kind + " at 0x" + Integer.toHexString(position) + " of 0x" + Integer.toHexString(damaged.length));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTruncationIsRefusedOrRemarkedOn(Kind kind) throws IOException {
        byte[] whole = kind.bytes();
        DiskValues undamaged = values(whole);
        int refused = DamagedBytes.everyTruncation(whole, damaged -> check(kind, whole, undamaged, damaged));
        // A footer may lack its last byte. That of a dynamic disk may be missing in part or whole: then its copy is used.
        assertThat(refused).isEqualTo(whole.length - (kind == Kind.FIXED ? 1 : 512));
    }

    @ParameterizedTest
    @EnumSource
    void everyFlippedByteIsRefusedOrRemarkedOnOrChangesNothing(Kind kind) throws IOException {
        byte[] whole = kind.bytes();
        DiskValues undamaged = values(whole);
        for (int mask : new int[] {0x01, 0x80, 0xff}) {
            int refused = DamagedBytes.everyFlip(whole, mask, damaged -> check(kind, whole, undamaged, damaged));
            // Footer of a fixed disk; dynamic header and the four entries of the others, and the room and place of two locators.
            assertThat(refused).as("0x%x", mask).isGreaterThanOrEqualTo(kind == Kind.FIXED ? 512 : 1024 + 16);
        }
    }

    /** The values of a structure with the right checksum may be anything. */
    @ParameterizedTest
    @EnumSource
    void everyFlippedByteIsAnsweredUnderRightChecksumsToo(Kind kind) throws IOException {
        byte[] whole = kind.bytes();
        int refused = 0;
        for (int mask : new int[] {0x01, 0xff}) {
            refused += DamagedBytes.everyFlip(whole, mask, damaged -> values(sealed(kind, damaged)));
        }
        assertThat(refused).isGreaterThan(40);
    }

    private static byte[] sealed(Kind kind, byte[] image) {
        seal(image, image.length - 512, 512, 64);
        if (kind != Kind.FIXED) {
            seal(image, 0, 512, 64);
            seal(image, 512, 1024, 36);
        }
        return image;
    }

    private static void seal(byte[] image, int position, int length, int checksum) {
        byte[] structure = Arrays.copyOfRange(image, position, position + length);
        System.arraycopy(VhdBuilder.seal(structure, checksum), 0, image, position, length);
    }
}
