package org.bcdkit.hive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.HiveBuilder;
import org.bcdkit.testing.HiveBuilder.ListKind;
import org.bcdkit.testing.HiveBuilder.Node;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HiveRefusalsTest {

    private HiveBuilder builder;
    private Node first;
    private Node second;

    @BeforeEach
    void makeTwoKeysWithAValueEach() {
        builder = HiveBuilder.version(5);
        first = builder.root().key("first").string("text", "some text");
        second = builder.root().key("second").string("text", "more text");
    }

    /** Builds, changes, makes the checksum right again and expects a refusal. */
    private AbstractThrowableAssert<?, ? extends Throwable> refused(Consumer<ByteBuffer> change) {
        byte[] hive = builder.build();
        change.accept(ByteBuffer.wrap(hive).order(ByteOrder.LITTLE_ENDIAN));
        HiveBuilder.seal(hive);
        return assertThatThrownBy(() -> Hives.read(hive)).isInstanceOf(MalformedException.class);
    }

    private static String hex(int number) {
        return "0x" + Integer.toHexString(number);
    }

    @Test
    void refusesWhatIsNoHive() {
        assertThatThrownBy(() -> Hives.read(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10}))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("BCD: base block at 0x0: signature is ")
                .hasMessageEndingWith("expected `regf`");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatThrownBy(() -> Hives.read(new byte[0]))
                .isInstanceOf(MalformedException.class)
                .hasMessage("BCD: base block at 0x0: the file is empty, expected a registry hive");
    }

    @Test
    void refusesABaseBlockThatEndsEarly() {
        byte[] hive = Arrays.copyOf(builder.build(), 600);
        assertThatThrownBy(() -> Hives.read(hive)).isInstanceOf(MalformedException.class).hasMessageContaining("ends at 0x258 (truncated?)");
    }

    @Test
    void refusesAWrongChecksumWithoutALog() {
        byte[] hive = builder.build();
        int stored = ByteBuffer.wrap(hive).order(ByteOrder.LITTLE_ENDIAN).getInt(508);
        hive[508] ^= 0x40;
        assertThatThrownBy(() -> Hives.read(hive))
                .isInstanceOf(MalformedException.class)
                .hasMessage("BCD: base block at 0x1fc: checksum is " + hex(stored ^ 0x40) + ", computed " + hex(stored));
    }

    @Test
    void refusesOtherVersions() {
        byte[] hive = builder.build();
        hive[24] = 2;
        HiveBuilder.seal(hive);
        assertThatThrownBy(() -> Hives.read(hive))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("BCD: base block at 0x14: version is 1.2, supported are 1.3 to 1.6");
        hive[20] = 2;
        HiveBuilder.seal(hive);
        assertThatThrownBy(() -> Hives.read(hive)).isInstanceOf(UnsupportedException.class).hasMessageContaining("version is 2.2");
    }

    @Test
    void refusesALogInThePlaceOfAHive() {
        refused(b -> b.putInt(28, 6)).hasMessage("BCD: base block at 0x1c: file type is 0x6, expected 0: this is a transaction log, not a hive");
    }

    @Test
    void refusesAFileThatIsShorterThanItsBins() {
        refused(b -> b.putInt(40, 0x3000))
                .hasMessage("BCD: base block at 0x28: hive bins data size is 0x3000, so the file has to be 0x4000 bytes long, but it ends at 0x2000 (truncated?)");
    }

    @Test
    void refusesBinsThatAreNoneOrNotWhole() {
        refused(b -> b.putInt(40, 0)).hasMessageEndingWith("hive bins data size is 0x0, expected a multiple of 0x1000 above zero");
        refused(b -> b.putInt(40, 0x1234)).hasMessageContaining("hive bins data size is 0x1234");
    }

    @Test
    void doesNotTakeMemoryForBinsThatNobodyHas() {
        byte[] hive = builder.build();
        ByteBuffer.wrap(hive).order(ByteOrder.LITTLE_ENDIAN).putInt(40, 0x7ffff000);
        HiveBuilder.seal(hive);
        assertThatThrownBy(() -> Hives.read(hive)).isInstanceOf(UnsupportedException.class).hasMessageContaining("is 0x7ffff000, supported is up to 0x40000000");
    }

    @Test
    void refusesABinThatIsNone() {
        refused(b -> b.putInt(0x1000, 0)).hasMessage("BCD: hive bin at 0x1000: signature is `\\00\\00\\00\\00`, expected `hbin`");
        refused(b -> b.putInt(0x1004, 0x1000)).hasMessage("BCD: hive bin at 0x1004: offset is 0x1000, expected 0x0");
    }

    @Test
    void refusesABinThatEndsOutsideTheFile() {
        refused(b -> b.putInt(0x1008, 0x2000)).hasMessage("BCD: hive bin at 0x1008: size is 0x2000, expected a multiple of 0x1000 up to the 0x1000 bytes that are left");
        refused(b -> b.putInt(0x1008, 0)).hasMessageContaining("size is 0x0");
    }

    @Test
    void refusesACellThatDoesNotFillItsBin() {
        refused(b -> b.putInt(0x1020, -0x2000)).hasMessage("BCD: cell at 0x1020: size is 8192, expected a multiple of 8 up to the 4064 bytes that are left of its bin");
        refused(b -> b.putInt(0x1020, 0)).hasMessageContaining("size is 0");
        refused(b -> b.putInt(0x1020, Integer.MIN_VALUE)).hasMessageContaining("size is 2147483648");
        refused(b -> b.putInt(0x1020, -90)).hasMessageContaining("size is 90");
    }

    @Test
    void followsNothingIntoTheMiddleOfACell() {
        refused(b -> b.putInt(36, 0x28)).hasMessage("BCD: key node at 0x1028: no cell in use starts here, though one is expected from 0x24");
        refused(b -> b.putInt(36, 0x7ffffff8)).hasMessageContaining("no cell in use starts here");
    }

    @Test
    void followsNothingIntoAFreeCell() {
        refused(b -> b.putInt(0x1020, -b.getInt(0x1020))).hasMessageContaining("key node at 0x1020: no cell in use starts here");
    }

    @Test
    void refusesARecordOfAnotherKind() {
        refused(b -> b.putInt(36, first.cell()).putShort(first.position(), (short) 0x6b76))
                .hasMessage("BCD: key node at " + hex(first.position()) + ": signature is `vk`, expected `nk`");
    }

    @Test
    void refusesAKeyThatIsListedTwice() {
        refused(b -> b.putInt(builder.root().listPosition() + 12, first.cell()))
                .hasMessage("BCD: key node at " + hex(first.position()) + ": the cell is used a second time, from "
                        + hex(builder.root().listPosition() + 12) + "; expected one use of each cell");
    }

    @Test
    void refusesKeysInACircle() {
        refused(b -> b.putInt(first.position() + 20, 2).putInt(first.position() + 28, b.getInt(builder.root().position() + 28)))
                .hasMessageStartingWith("BCD: subkey list at ")
                .hasMessageContaining("used a second time");
    }

    @Test
    void refusesAnIndexRootBelowAnIndexRoot() {
        builder.root().list(ListKind.RI_OF_LH);
        refused(b -> {
            int root = builder.root().listPosition();
            int leaf = 0x1000 + b.getInt(root + 4) + 4;
            b.putShort(leaf, b.getShort(root));
        }).hasMessageEndingWith("signature is 0x7269, expected `lf`, `lh` or `li`");
    }

    @Test
    void refusesAKeyUnderAnotherParentThanItSays() {
        refused(b -> b.putInt(second.position() + 16, first.cell()))
                .hasMessage("BCD: key node at " + hex(second.position() + 16) + ": parent is " + hex(first.cell()) + ", expected 0x20, where it is listed");
    }

    @Test
    void refusesCountsThatDoNotAgree() {
        refused(b -> b.putInt(builder.root().position() + 20, 3)).hasMessageEndingWith("number of subkeys is 3, but its list has 2");
        refused(b -> b.putInt(builder.root().position() + 20, Integer.MIN_VALUE)).hasMessageEndingWith("number of subkeys is 2147483648, but its list has 2");
    }

    @Test
    void refusesAListThatEndsOutsideItsCell() {
        refused(b -> b.putShort(builder.root().listPosition() + 2, (short) 0xffff)).hasMessageContaining("0x7fff8 bytes are needed here, but its cell ends after 0x10");
        refused(b -> b.putInt(first.position() + 36, 0x40000001)).hasMessageContaining("value list at " + hex(first.valueListPosition()) + ": 0x100000004 bytes are needed here");
    }

    @Test
    void refusesANameThatEndsOutsideItsCell() {
        refused(b -> b.putShort(first.position() + 72, (short) 0xffff)).hasMessageContaining("key node at " + hex(first.position() + 76) + ": 0xffff bytes are needed here");
    }

    @Test
    void refusesAnOddNumberOfBytesInUtf16() {
        refused(b -> b.putShort(first.position() + 2, (short) 0)).hasMessageEndingWith("name length is 5 bytes of UTF-16, expected an even number");
    }

    @Test
    void refusesANameLongerThanAnyInTheRegistry() {
        builder.root().key("x".repeat(16384));
        refused(b -> {}).hasMessageEndingWith("the name has 16384 characters, expected up to 16383");
    }

    @Test
    void refusesInlineDataThatDoNotFitInline() {
        refused(b -> b.putInt(first.valuePosition(0) + 4, 0x80000005)).hasMessageEndingWith("data size is 5 with the data inline, expected up to 4");
    }

    @Test
    void refusesDataThatEndOutsideTheirCell() {
        refused(b -> b.putInt(first.valuePosition(0) + 4, 16000)).hasMessageContaining("value data at ").hasMessageContaining("0x3e80 bytes are needed here");
    }

    @Test
    void refusesBigDataWithSegmentsMissing() {
        first.value("big", 3, Hives.pattern(40000));
        refused(b -> b.putInt(first.valuePosition(1) + 4, 0x7fffffff)).hasMessageEndingWith("number of segments is 3, expected 131393 for 2147483647 bytes");
        refused(b -> b.putInt(first.valuePosition(1) + 4, 20000)).hasMessageEndingWith("number of segments is 3, expected 2 for 20000 bytes");
    }

    @Test
    void refusesAnSkCellThatIsSomethingElseToo() {
        refused(b -> b.putInt(first.position() + 44, first.cell())).hasMessageContaining("key security at").hasMessageContaining("used a second time");
    }

    @Test
    void refusesMoreDepthThanTheRegistryHas() {
        Node node = builder.root();
        for (int depth = 2; depth <= 513; depth++) {
            node = node.key("k");
        }
        refused(b -> {}).hasMessageEndingWith("it has subkeys at level 512, the deepest that the registry has");
    }
}
