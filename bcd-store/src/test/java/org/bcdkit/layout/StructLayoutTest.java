package org.bcdkit.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.testing.LayoutAssertions;
import org.junit.jupiter.api.Test;

class StructLayoutTest {

    private static final UUID GUID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    private static final StructLayout LITTLE = StructLayout.littleEndian("sample", 64);
    private static final Field<String> COOKIE = LITTLE.ascii(0, 4, "cookie", "Always `smpl`.").mustBe("smpl");
    private static final Field<Long> CRC = LITTLE.u32(4, "checksum", "CRC-32C.").checksum(Checksums.CRC_32C);
    private static final Field<Long> SMALL = LITTLE.u16(8, "small", "A number.");
    private static final Field<Long> BYTE = LITTLE.u8(10, "byte", "A number.");
    private static final Field<Long> BIG = LITTLE.u64(16, "big", "A number.");
    private static final Field<UUID> ID = LITTLE.guid(24, "id", "A GUID.");
    private static final Field<String> TEXT = LITTLE.utf16(40, 8, "text", "A word.");
    private static final Field<Bytes> REST = LITTLE.bytes(48, 16, "rest", "Bytes.");

    static {
        LITTLE.reserved(11, 5);
    }

    @Test
    void givesEveryByteToOneField() {
        LayoutAssertions.assertComplete(LITTLE);
    }

    @Test
    void writesAndReadsEachKindOfField() throws MalformedException {
        StructImage image = filled();

        assertThat(image.toBytes().slice(8, 40).toHex())
                .isEqualTo("feff" + "80" + "0000000000" + "efcdab8967452381" + "33221100554477668899aabbccddeeff" + "dc006e6b00000000");
        StructImage read = LITTLE.read("file", 0, image.toArray());
        assertThat(read.get(SMALL)).isEqualTo(0xfffe);
        assertThat(read.get(BYTE)).isEqualTo(0x80);
        assertThat(read.get(BIG)).isEqualTo(0x8123456789abcdefL);
        assertThat(read.get(ID)).isEqualTo(GUID);
        assertThat(read.get(TEXT)).isEqualTo("Ü\u6b6e");
        assertThat(read).isEqualTo(image);
    }

    @Test
    void readsBigEndianStructures() throws MalformedException {
        StructLayout layout = StructLayout.bigEndian("big sample", 28);
        Field<Long> number = layout.u32(0, "number", "A number.");
        Field<UUID> uuid = layout.uuid(4, "uuid", "A UUID.");
        Field<String> text = layout.utf16(20, 8, "text", "A word.");
        StructImage image = layout.blank().with(number, 0xff000001L).with(uuid, GUID).with(text, "ab");

        assertThat(image.toBytes().toHex()).isEqualTo("ff000001" + "00112233445566778899aabbccddeeff" + "0061006200000000");
        assertThat(layout.read("file", 0, image.toArray()).get(number)).isEqualTo(0xff000001L);
    }

    @Test
    void refusesAWrongRequiredValueWithPlaceAndBothValues() {
        byte[] bytes = filled().toArray();
        bytes[1] = 7;

        assertThatThrownBy(() -> LITTLE.read("file", 0x1000, bytes))
                .isInstanceOf(MalformedException.class)
                .hasMessage("file: sample at 0x1000: cookie is `s\\07pl`, expected `smpl`");
    }

    @Test
    void noticesEveryFlippedBit() {
        for (int i = 0; i < 64 * 8; i++) {
            byte[] bytes = filled().toArray();
            bytes[i / 8] ^= (byte) (1 << i % 8);
            assertThatThrownBy(() -> LITTLE.read("file", 0, bytes)).as("bit %d", i).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void refusesBytesThatEndTooSoon() {
        assertThatThrownBy(() -> LITTLE.read("file", 0x200, new byte[63]))
                .isInstanceOf(MalformedException.class)
                .hasMessage("file: sample at 0x200: it takes 64 bytes and only 63 are there");
    }

    @Test
    void refusesTextThatDoesNotFit() {
        assertThatThrownBy(() -> LITTLE.blank().with(TEXT, "12345")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void describesItselfAsATable() {
        assertThat(LITTLE.toMarkdown()).contains("64 bytes, little-endian.").contains("| 0x8 | 2 | number | small | A number. |");
    }

    private static StructImage filled() {
        return LITTLE.blank()
                .with(SMALL, 0xfffeL)
                .with(BYTE, 0x80L)
                .with(BIG, 0x8123456789abcdefL)
                .with(ID, GUID)
                .with(TEXT, "Ü\u6b6e")
                .with(REST, Bytes.of((byte) 1, (byte) 2))
                .sealed();
    }
}
