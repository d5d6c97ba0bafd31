package org.bcdkit.hive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.layout.StructImage;
import org.bcdkit.storage.Bytes;
import org.bcdkit.testing.HiveBuilder;
import org.bcdkit.testing.ProcessorTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HiveWriterTest {

    private static final Bytes OPEN = Bytes.of(HiveBuilder.OPEN);
    private static final Bytes CLOSED = Bytes.of(HiveBuilder.CLOSED);

    private static byte[] write(Hive hive) {
        return HiveWriter.write(hive, Hives.NOW).toArray();
    }

    private static Key key(String name, Key... keys) {
        return new Key(name, Hives.NOW, 0, 0, CLOSED, Bytes.EMPTY, List.of(keys), List.of());
    }

    private static Key withValues(Value... values) {
        return key("root").withValues(List.of(values));
    }

    private static StructImage baseBlock(byte[] hive) throws IOException {
        return BaseBlock.LAYOUT.read("BCD", 0, hive);
    }

    private static ByteBuffer record(byte[] hive, long cell) {
        return ByteBuffer.wrap(hive, 0x1004 + (int) cell, hive.length - 0x1004 - (int) cell).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    @ParameterizedTest
    @EnumSource
    void writesWhatWasRead(HiveDamageTest.Store store) throws IOException {
        Hive hive = Hives.read(store.bytes());
        Hive written = Hives.read(write(hive));
        assertThat(HiveDifference.first("", hive.root(), written.root())).isEqualTo(Optional.empty());
        assertThat(written.info().state()).isEqualTo(HiveState.CLEAN);
        assertThat(written.info().lastWritten()).isEqualTo(Hives.NOW);
        assertThat(written.info().sequence()).isEqualTo(hive.info().sequence() + 1);
        assertThat(written.info().minorVersion()).isEqualTo(hive.info().minorVersion());
    }

    @Test
    void writesTheSameAgain() throws IOException {
        byte[] once = write(Hives.read(Hives.bios().build()));
        byte[] twice = write(Hives.read(once));
        assertThat(baseBlock(twice).with(BaseBlock.PRIMARY_SEQUENCE, 2L).with(BaseBlock.SECONDARY_SEQUENCE, 2L).sealed()).isEqualTo(baseBlock(once));
        assertThat(Bytes.of(twice, 4096, twice.length - 4096)).isEqualTo(Bytes.of(once, 4096, once.length - 4096));
    }

    @Test
    void keepsWhatElseTheBaseBlockSays() throws IOException {
        byte[] original = Hives.uefi().leftovers().lastWritten(5).build();
        original[600] = 77;
        byte[] written = write(Hives.read(original));
        StructImage expected = baseBlock(original)
                .with(BaseBlock.PRIMARY_SEQUENCE, 35L)
                .with(BaseBlock.SECONDARY_SEQUENCE, 35L)
                .with(BaseBlock.LAST_WRITTEN, Hives.NOW)
                .with(BaseBlock.BINS_SIZE, written.length - 4096L)
                .sealed();
        assertThat(baseBlock(written)).isEqualTo(expected);
    }

    @Test
    void makesABaseBlockForANewHive() throws IOException {
        StructImage block = baseBlock(write(Hives.fresh(3, key("NewStoreRoot"))));
        assertThat(block.get(BaseBlock.PRIMARY_SEQUENCE)).isEqualTo(1);
        assertThat(block.get(BaseBlock.SECONDARY_SEQUENCE)).isEqualTo(1);
        assertThat(block.get(BaseBlock.MAJOR_VERSION)).isEqualTo(1);
        assertThat(block.get(BaseBlock.MINOR_VERSION)).isEqualTo(3);
        assertThat(block.get(BaseBlock.FILE_FORMAT)).isEqualTo(1);
        assertThat(block.get(BaseBlock.ROOT_CELL)).isEqualTo(0x20);
        assertThat(block.get(BaseBlock.BINS_SIZE)).isEqualTo(0x1000);
        assertThat(block.get(BaseBlock.CLUSTERING_FACTOR)).isEqualTo(1);
    }

    @Test
    void cleansARecoveredHive() throws IOException {
        byte[] dirty = Hives.uefi().sequence(8, 7).build();
        Hive hive = Hives.read(dirty, Hives.log(LogBuilder.newFormat(dirty, 7).entry(7, dirty, dirty).build()));
        assertThat(hive.info().state()).isEqualTo(HiveState.RECOVERED);
        assertThat(Hives.read(write(hive)).info().state()).isEqualTo(HiveState.CLEAN);
    }

    @Test
    void putsSubkeysInTheOrderOfTheirUpperCaseNames() throws IOException {
        Key root = key("root", key("_"), key("b"), key("a"), key("C"), key("Ä"), key("z"), key("é"), key("A1"), key("Z"));
        List<String> names = Hives.read(write(Hives.fresh(3, root))).root().keys().stream().map(Key::name).toList();
        assertThat(names).containsExactly("a", "A1", "b", "C", "z", "Z", "_", "Ä", "é");
    }

    @Test
    void hintsInOldVersionsAndHashesInNewOnes() throws IOException {
        Key root = key("root", key("12000004"), key("Straße"), key("\u0416x"));
        byte[] old = write(Hives.fresh(3, root));
        ByteBuffer list = record(old, record(old, 0x20).getInt(28));
        assertThat(list.getShort(0)).isEqualTo((short) 0x666c);
        assertThat(new int[] {list.getInt(8), list.getInt(16), list.getInt(24)}).containsExactly(0x30303231, 0x61727453, 0);
        byte[] current = write(Hives.fresh(5, root));
        list = record(current, record(current, 0x20).getInt(28));
        assertThat(list.getShort(0)).isEqualTo((short) 0x686c);
        assertThat(list.getInt(24)).isEqualTo(37 * 0x416 + 'X');
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 499, 500, 501, 1000, 1001, 10_000})
    void splitsLongListsIntoLeaves(int count) throws IOException {
        Key root = Hives.treeOf(count, CLOSED);
        for (int minorVersion : new int[] {3, 5}) {
            byte[] written = write(Hives.fresh(minorVersion, root));
            ByteBuffer list = record(written, record(written, 0x20).getInt(28));
            int leaves = (count + 499) / 500;
            short single = (short) (minorVersion == 3 ? 0x666c : 0x686c);
            assertThat(list.getShort(0)).isEqualTo(leaves == 1 ? single : (short) 0x6972);
            assertThat(list.getShort(2)).isEqualTo((short) (leaves == 1 ? count : leaves));
            if (leaves > 1) {
                assertThat(record(written, list.getInt(4)).getShort(0)).isEqualTo((short) (minorVersion == 3 ? 0x696c : 0x686c));
            }
        }
    }

    @Test
    void writesTenThousandKeysInWellUnderASecondEach() {
        Hive hive = Hives.fresh(3, Hives.treeOf(10_000, CLOSED));
        write(hive);
        ProcessorTime.within(Duration.ofSeconds(1), () -> Hives.read(write(hive)));
        Hive tenTimes = Hives.fresh(3, Hives.treeOf(100_000, CLOSED));
        ProcessorTime.within(Duration.ofSeconds(8), () -> Hives.read(write(tenTimes)));
    }

    @Test
    void storesOneDescriptorOnceAndCountsItsKeys() throws IOException {
        Key root = key("root", key("a"), key("b"), new Key("c", 0, 0, 0, OPEN, Bytes.EMPTY, List.of(), List.of()));
        byte[] written = write(Hives.fresh(3, root));
        int closed = record(written, 0x20).getInt(44);
        ByteBuffer first = record(written, closed);
        int open = first.getInt(4);
        ByteBuffer second = record(written, open);
        assertThat(open).isNotEqualTo(closed);
        assertThat(first.getInt(8)).isEqualTo(open);
        assertThat(second.getInt(4)).isEqualTo(closed);
        assertThat(second.getInt(8)).isEqualTo(closed);
        assertThat(first.getInt(12)).isEqualTo(3);
        assertThat(second.getInt(12)).isEqualTo(1);
    }

    @Test
    void recordsTheLargestSizes() {
        Value small = new Value("größe", ValueType.BINARY, Bytes.of(new byte[7]));
        Key root = key("root", key("long name"), key("\u0416")).withValues(List.of(small, new Value("", ValueType.SZ, Bytes.EMPTY)));
        ByteBuffer node = record(write(Hives.fresh(3, root)), 0x20);
        assertThat(node.getShort(52)).isEqualTo((short) 18);
        assertThat(node.getInt(60)).isEqualTo(10);
        assertThat(node.getInt(64)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 4060, 4061, 16344, 16345, 32688, 32689, 1_000_000})
    void keepsDataOfAnySize(int size) throws IOException {
        Value value = new Value("v", ValueType.BINARY, Bytes.of(Hives.pattern(size)), 1);
        for (int minorVersion = 3; minorVersion <= 6; minorVersion++) {
            byte[] written = write(Hives.fresh(minorVersion, withValues(value)));
            assertThat(Hives.read(written).root().values()).containsExactly(value);
            assertThat(written.length % 4096).isZero();
            ByteBuffer node = record(written, 0x20);
            ByteBuffer stored = record(written, record(written, node.getInt(40)).getInt(0));
            assertThat(stored.getInt(4) < 0).isEqualTo(size <= 4);
            if (size > 4) {
                boolean big = record(written, stored.getInt(8)).getShort(0) == 0x6264;
                assertThat(big).isEqualTo(size > 16344 && minorVersion > 3);
            }
        }
    }

    @Test
    void setsNameFlagsByTheNames() throws IOException {
        Key root = new Key("\u0416", 0, 0x2c, 0, CLOSED, Bytes.EMPTY, List.of(key("Ä")), List.of(
                new Value("", ValueType.SZ, Bytes.EMPTY, 1), new Value("a", ValueType.SZ, Bytes.EMPTY, 0x10), new Value("\u0416", ValueType.SZ, Bytes.EMPTY, 1)));
        Key written = Hives.read(write(Hives.fresh(3, root))).root();
        assertThat(written.flags()).isEqualTo(0x0c);
        assertThat(written.keys().get(0).flags()).isEqualTo(0x20);
        assertThat(written.values().stream().map(Value::flags).toList()).containsExactly(0, 0x11, 0);
    }

    @Test
    void fillsEveryBinWithCellsAndOneFreeCell() throws IOException {
        byte[] written = write(Hives.fresh(3, Hives.treeOf(700, CLOSED)));
        int bin = 0x1000;
        while (bin < written.length) {
            ByteBuffer cells = ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN);
            int end = bin + cells.getInt(bin + 8);
            int free = 0;
            int at = bin + 32;
            while (at < end) {
                free += cells.getInt(at) > 0 ? 1 : 0;
                at += Math.abs(cells.getInt(at));
            }
            assertThat(at).isEqualTo(end);
            assertThat(free).isLessThanOrEqualTo(1);
            bin = end;
        }
    }

    @Test
    void refusesWhatAHiveCannotHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(Hives.fresh(3, key("x".repeat(16384)))))
                .withMessage("a name has 16384 characters, more than the registry allows");
        Key longClass = new Key("k", 0, 0, 0, CLOSED, Bytes.of(new byte[65536]), List.of(), List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> write(Hives.fresh(3, longClass))).withMessageContaining("65536 bytes");
        List<Key> deep = new ArrayList<>(List.of(key("k")));
        for (int depth = 2; depth <= 513; depth++) {
            deep.add(key("k", deep.get(deep.size() - 1)));
        }
        assertThat(write(Hives.fresh(3, deep.get(511)))).isNotEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> write(Hives.fresh(3, deep.get(512)))).withMessageContaining("deeper than the 512 levels");
    }

    @Test
    void refusesABaseBlockThatIsNone() {
        HiveInfo info = new HiveInfo(3, 1, 0, HiveState.CLEAN, Bytes.of(new byte[4096]));
        assertThatIllegalArgumentException().isThrownBy(() -> write(new Hive(info, key("root")))).withMessageContaining("expected `regf`");
    }
}
