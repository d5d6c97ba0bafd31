package org.bcdkit.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.DamagedBytes;
import org.junit.jupiter.api.Test;

class WindowsEntryTest {

    private static final WindowsEntry ENTRY = WindowsEntry.of(7, Entries.WINDOWS);

    @Test
    void laysTheEntryOutAsWindowsDoes() {
        byte[] bytes = ENTRY.toBytes().toArray();
        assertThat(bytes).hasSize(336);
        assertThat(numbers(bytes, 0, 4, 8, 12, 16, 20, 24)).containsExactly(1, 336, 7, 5, 0xA4, 0xD0, 0x88);
        assertThat(numbers(bytes, 0xD0, 0xD4, 0xD8)).containsExactly(1, 0x80, 4);
    }

    private static int[] numbers(byte[] bytes, int... offsets) {
        int[] numbers = new int[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            numbers[i] = LittleEndian.i32(bytes, offsets[i]);
        }
        return numbers;
    }

    @Test
    void tellsTheSameAsTheVariable() throws FormatException {
        WindowsEntry read = WindowsEntry.read("value", ENTRY.toBytes());
        assertThat(read).isEqualTo(ENTRY);
        assertThat(read.toLoadOption()).isEqualTo(Entries.WINDOWS);
        assertThat(read.tells(7, Entries.WINDOWS)).isTrue();
        assertThat(read.tells(8, Entries.WINDOWS)).isFalse();
        assertThat(read.tells(7, Entries.DEBIAN)).isFalse();
        assertThat(WindowsEntry.of(3, Entries.SETUP).attributes()).isZero();
    }

    @Test
    void tellsWhatIsWrong() {
        refuses(4, 335 + 2, "EFI_BOOT_ENTRY at 0x4: length is 0x151, expected 0x1c to 0x150");
        refuses(8, 0x10000, "EFI_BOOT_ENTRY at 0x8: the id is 0x10000, expected 0xffff at most");
        refuses(16, 4, "EFI_BOOT_ENTRY at 0x10: friendly name offset is 0x4, expected 0x1c to 0x150");
        refuses(16, 336, "EFI_BOOT_ENTRY at 0x150: the description has no NUL that ends it");
        refuses(20, -1, "EFI_BOOT_ENTRY at 0x14: boot file path offset is 0xffffffff, expected 0x1c to 0x150");
        refuses(20, 336, "FILE_PATH at 0x150: it takes 12 bytes and only 0 are there");
        refuses(24, 336, "EFI_BOOT_ENTRY at 0x18: OS options length is 0x150, expected 0x0 to 0x134");
        refuses(0xD4, 0x81, "FILE_PATH at 0xd4: it says that it has 129 bytes, and 128 are left");
        refuses(0xD4, 12, "device path at 0xdc: no node ends it");
    }

    private static void refuses(int offset, int number, String message) {
        assertThatThrownBy(() -> WindowsEntry.read("value", with(offset, number))).isInstanceOf(MalformedException.class).hasMessage("value: " + message);
    }

    @Test
    void doesNotReadPathsThatOnlyWindowsKnows() {
        assertThatThrownBy(() -> WindowsEntry.read("value", with(0xD8, 3)))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("value: FILE_PATH at 0xd8: its type is 3, expected 4, a device path");
    }

    private static Bytes with(int offset, int number) {
        byte[] bytes = ENTRY.toBytes().toArray();
        LittleEndian.putU32(bytes, offset, number);
        return Bytes.of(bytes);
    }

    @Test
    void whateverIsDamagedIsRefusedOrCanBeWrittenAgain() {
        DamagedBytes.Attempt attempt = bytes -> {
            WindowsEntry read = WindowsEntry.read("value", Bytes.of(bytes));
            assertThat(WindowsEntry.read("value", read.toBytes())).isEqualTo(read);
            assertThat(LoadOption.read("Boot0000", read.toLoadOption().toBytes())).isEqualTo(read.toLoadOption());
        };
        assertThat(DamagedBytes.everyTruncation(ENTRY.toBytes().toArray(), attempt)).isEqualTo(336);
        assertThat(DamagedBytes.everyFlip(ENTRY.toBytes().toArray(), 0xff, attempt)).isPositive();
    }
}
