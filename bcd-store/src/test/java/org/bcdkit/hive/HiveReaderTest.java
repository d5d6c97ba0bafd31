package org.bcdkit.hive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bcdkit.storage.Bytes;
import org.bcdkit.testing.HiveBuilder;
import org.bcdkit.testing.HiveBuilder.ListKind;
import org.bcdkit.testing.HiveBuilder.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HiveReaderTest {

    private static Key odd(String key) throws IOException {
        return Hives.read(Hives.odd().build()).root().key(key).orElseThrow();
    }

    private static List<String> names(Key key) {
        return key.keys().stream().map(Key::name).toList();
    }

    @Test
    void readsWhatTheBaseBlockSays() throws IOException {
        byte[] bytes = Hives.uefi().lastWritten(Hives.NOW).build();
        HiveInfo info = Hives.read(bytes).info();
        assertThat(info.minorVersion()).isEqualTo(3);
        assertThat(info.sequence()).isEqualTo(34);
        assertThat(info.lastWritten()).isEqualTo(Hives.NOW);
        assertThat(info.state()).isEqualTo(HiveState.CLEAN);
        assertThat(info.baseBlock()).isEqualTo(Bytes.of(bytes, 0, 4096));
    }

    @Test
    void readsKeysAndValues() throws IOException {
        Key root = Hives.read(Hives.uefi().build()).root();
        assertThat(root.name()).isEqualTo("NewStoreRoot");
        assertThat(root.flags()).isEqualTo(0x2c);
        assertThat(root.security()).isEqualTo(Bytes.of(HiveBuilder.OPEN));
        assertThat(names(root)).containsExactly("Description", "Objects");
        Key objects = root.key("objects").orElseThrow();
        assertThat(objects.security()).isEqualTo(Bytes.of(HiveBuilder.CLOSED));
        assertThat(names(objects)).containsExactly("{9dea862c-5cdd-4e70-acc1-f32b344d4795}", "{b2721d73-1db4-4c62-bf78-c548a880142d}");
        Key elements = objects.keys().get(1).key("Elements").orElseThrow();
        Value title = elements.key("12000004").orElseThrow().value("element").orElseThrow();
        assertThat(title).isEqualTo(new Value("Element", ValueType.SZ, Bytes.of("Windows 11 – größer ✓\0".getBytes(StandardCharsets.UTF_16LE)), 1));
        Value flag = elements.key("16000009").orElseThrow().values().get(0);
        assertThat(flag.data()).isEqualTo(Bytes.of((byte) 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6})
    void readsDataOfAllSizesInEveryMinorVersion(int minorVersion) throws IOException {
        HiveBuilder builder = HiveBuilder.version(minorVersion);
        int[] sizes = {0, 4, 5, 16343, 16344, 16345, 32688, 32689, 100000};
        for (int size : sizes) {
            builder.root().value("data", 3, Hives.pattern(size));
        }
        Hive hive = Hives.read(builder.build());
        assertThat(hive.info().minorVersion()).isEqualTo(minorVersion);
        for (int i = 0; i < sizes.length; i++) {
            assertThat(hive.root().values().get(i).data()).isEqualTo(Bytes.of(Hives.pattern(sizes[i])));
        }
    }

    @Test
    void readsLargeDataInOneCellInVersionsThatHaveBigData() throws IOException {
        HiveBuilder builder = HiveBuilder.version(3);
        builder.root().value("data", 3, Hives.pattern(20000));
        byte[] hive = builder.build();
        hive[24] = 4;
        assertThat(Hives.read(HiveBuilder.seal(hive)).root().values().get(0).data()).isEqualTo(Bytes.of(Hives.pattern(20000)));
    }

    @ParameterizedTest
    @EnumSource(ListKind.class)
    void readsEveryKindOfList(ListKind kind) throws IOException {
        Key list = odd("lists").key(kind.name()).orElseThrow();
        assertThat(names(list)).containsExactly("A", "b", "C");
        assertThat(list.keys().get(1).security()).isEqualTo(Bytes.of(HiveBuilder.OPEN));
    }

    @Test
    void readsDataInTheRecordInACellAndInSegments() throws IOException {
        Key values = odd("values");
        assertThat(values.value("").orElseThrow().data().toHex()).isEqualTo("78000000");
        assertThat(values.value("big").orElseThrow().data()).isEqualTo(Bytes.of(Hives.pattern(16600)));
        assertThat(values.value("empty").orElseThrow().data()).isEqualTo(Bytes.EMPTY);
        assertThat(values.value("one").orElseThrow().data().toHex()).isEqualTo("07");
    }

    @Test
    void keepsUnknownTypesFlagsAndClassNames() throws IOException {
        Key values = odd("values");
        assertThat(values.value("unknown type").orElseThrow()).isEqualTo(new Value("unknown type", new ValueType(0xfedcba98), Bytes.ofHex("0102"), 0x0103));
        assertThat(values.className()).isEqualTo(Bytes.of("class".getBytes(StandardCharsets.UTF_16LE)));
        assertThat(values.userFlags()).isEqualTo(0xa0);
    }

    @Test
    void readsNamesInBytesAndInUnits() throws IOException {
        Key values = odd("values");
        assertThat(values.value("größe").orElseThrow().flags()).isEqualTo(1);
        assertThat(values.value("Ключ ✓").orElseThrow().flags()).isZero();
        Key halfPair = odd("Ä\ud83d\ude00 half \ud800");
        assertThat(halfPair.flags()).isEqualTo(0x10);
        assertThat(names(halfPair)).containsExactly("below");
    }

    @Test
    void readsAKeyWithoutSecurity() throws IOException {
        assertThat(odd("without security").security()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void leavesOutVolatileSubkeys() throws IOException {
        assertThat(Hives.read(Hives.odd().build()).root().keys()).hasSize(4);
    }

    @Test
    void readsListsThatAreOutOfOrder() throws IOException {
        HiveBuilder builder = HiveBuilder.version(3);
        builder.root().key("b");
        builder.root().key("a");
        builder.root().add("B");
        assertThat(names(Hives.read(builder.build()).root())).containsExactly("b", "a", "B");
    }

    @Test
    void readsAsDeepAsTheRegistryGoes() throws IOException {
        HiveBuilder builder = HiveBuilder.version(3);
        Node node = builder.root();
        for (int depth = 2; depth <= TreeReader.MAX_DEPTH; depth++) {
            node = node.key("k");
        }
        Key key = Hives.read(builder.build()).root();
        int depth = 1;
        while (!key.keys().isEmpty()) {
            key = key.keys().get(0);
            depth++;
        }
        assertThat(depth).isEqualTo(512);
    }

    @Test
    void readsBytesBehindTheLastBinAsNothing() throws IOException {
        assertThat(Hives.read(Hives.uefi().tail(12345).build()).root()).isEqualTo(Hives.read(Hives.uefi().build()).root());
    }
}
