package org.bcdkit.hive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.CountingStorage;
import org.bcdkit.testing.DamagedBytes;
import org.bcdkit.testing.HiveBuilder;
import org.bcdkit.testing.HiveBuilder.ListKind;
import org.bcdkit.testing.HiveBuilder.Node;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryFileTest {

    @TempDir
    private Path folder;

    private static RegistryFile open(byte[] hive, Storage... logs) throws IOException {
        return RegistryFile.open(MemoryStorage.of("SYSTEM", hive), () -> List.of(logs));
    }

    private static RegistryFile open(HiveBuilder hive) throws IOException {
        return open(hive.build());
    }

    @ParameterizedTest
    @EnumSource(HiveDamageTest.Store.class)
    void findsWhatReadingTheWholeFinds(HiveDamageTest.Store store) throws IOException {
        byte[] bytes = store.bytes();
        RegistryFile file = open(bytes);
        assertThat(file.state()).isEqualTo(HiveState.CLEAN);
        RegistryKeys.assertSame(Hives.read(bytes).root(), file.root());
    }

    @Test
    void findsKeysByTheirPathInAnyCase() throws IOException {
        HiveBuilder builder = HiveBuilder.version(5);
        builder.root().key("Microsoft\\Windows NT\\CurrentVersion").string("ProductName", "Windows 10 Pro").dword("UBR", 1702);
        RegistryFile file = open(builder);
        RegistryKey key = file.find("MICROSOFT\\windows nt\\currentVERSION").orElseThrow();
        assertThat(key.name()).isEqualTo("CurrentVersion");
        assertThat(key.value("productname").orElseThrow().text()).contains("Windows 10 Pro");
        assertThat(key.value("ubr").orElseThrow().number()).isEqualTo(OptionalInt.of(1702));
        assertThat(file.find("Microsoft\\Windows\\CurrentVersion")).isEmpty();
        assertThat(file.find("Microsoft\\Windows NT\\CurrentVersion\\Setup")).isEmpty();
        assertThat(file.find("")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void findsKeysInEveryKindOfList(ListKind kind) throws IOException {
        HiveBuilder builder = HiveBuilder.version(5);
        Node list = builder.root().list(kind);
        for (String name : List.of("a", "Bé", "Ключ", "longer than a hint", "longest of the names")) {
            list.key(name).dword("n", name.length());
        }
        RegistryFile file = open(builder);
        assertThat(file.root().keyNames()).containsExactly("a", "Bé", "Ключ", "longer than a hint", "longest of the names");
        for (String name : file.root().keyNames()) {
            RegistryKey key = file.find(name.toUpperCase(Locale.ROOT)).orElseThrow();
            assertThat(key.value("N").orElseThrow().number()).isEqualTo(OptionalInt.of(name.length()));
        }
        assertThat(file.find("b")).isEmpty();
        assertThat(file.find("longer than a hin")).isEmpty();
    }

    /** Windows looks at the hint alone and does not find such a key; reading the whole of the hive does. */
    @ParameterizedTest
    @EnumSource(names = {"LF", "LH", "RI_OF_LF", "RI_OF_LH"})
    void findsAKeyWhoseHintIsWrong(ListKind kind) throws IOException {
        HiveBuilder builder = HiveBuilder.version(5);
        Node list = builder.root().list(kind);
        list.key("first");
        list.key("second").dword("n", 2);
        byte[] hive = builder.build();
        long hint = kind.name().endsWith("LF") ? SubkeyList.hint("second") : SubkeyList.hash("second");
        byte[] stored = new byte[4];
        LittleEndian.putU32(stored, 0, hint);
        int at = indexOf(hive, stored);
        hive[at] ^= 1;
        assertThat(open(hive).find("second").orElseThrow().value("n").orElseThrow().number()).isEqualTo(OptionalInt.of(2));
    }

    /** The last place where they are. */
    private static int indexOf(byte[] hive, byte[] bytes) {
        for (int i = hive.length - bytes.length; i >= 0; i--) {
            if (Bytes.of(hive, i, bytes.length).equals(Bytes.of(bytes))) {
                return i;
            }
        }
        throw new AssertionError("not in the hive");
    }

    @Test
    void readsWhatLibhivexAndLibregfRead() throws IOException {
        Key root = Hives.treeOf(1200, Bytes.of(HiveBuilder.OPEN));
        Hive hive = Hives.fresh(5, root);
        Path path = Files.write(folder.resolve("SOFTWARE"), HiveWriter.write(hive, Hives.NOW).toArray());
        List<String> seen = new ArrayList<>();
        RegistryFile file = open(Files.readAllBytes(path));
        for (String name : file.root().keyNames()) {
            for (String value : file.find(name).orElseThrow().valueNames()) {
                Value found = file.find(name).orElseThrow().value(value).orElseThrow();
                seen.add("\\root\\" + name + "|" + value + "|" + found.type().code() + "|" + found.data());
            }
        }
        seen.sort(null);
        assertThat(seen).hasSize(1200).isEqualTo(values(IndependentReaders.hivex(List.of(path)).get(0)));
    }

    private static List<String> values(List<String> lines) {
        return lines.stream().filter(line -> line.split("\\|", -1).length == 4).sorted().toList();
    }

    @Test
    void findsTheValueThatHivexgetFinds() throws IOException {
        byte[] hive = Hives.uefi().build();
        String path = Hives.LOADER + "\\Elements\\12000004";
        IndependentTool.Outcome outcome = IndependentTool.run(
                IndependentTool.require("hivexget", "libhivex-bin"), Files.write(folder.resolve("hive"), hive).toString(), "\\" + path, "Element");
        assertThat(open(hive).find(path).orElseThrow().value("Element").orElseThrow().text()).contains(outcome.text().strip());
    }

    /** As large as the hive SOFTWARE of a Windows with much in it. */
    @Test
    void readsLittleOfAHiveOfAHundredMegabytes() throws IOException {
        Bytes security = Bytes.of(HiveBuilder.OPEN);
        List<Key> products = new ArrayList<>();
        for (int i = 0; i < 24_000; i++) {
            Value value = new Value("settings", ValueType.BINARY, Bytes.of(Hives.pattern(4000 + i % 100)));
            products.add(new Key("Product " + i, Hives.NOW, 0, 0, security, Bytes.EMPTY, List.of(), List.of(value)));
        }
        Key version = new Key("CurrentVersion", Hives.NOW, 0, 0, security, Bytes.EMPTY, List.of(), List.of(Value.text("EditionID", "Professional")));
        products.add(new Key("Windows NT", Hives.NOW, 0, 0, security, Bytes.EMPTY, List.of(version), List.of()));
        Key microsoft = new Key("Microsoft", Hives.NOW, 0, 0, security, Bytes.EMPTY, products, List.of());
        Key root = new Key("ROOT", Hives.NOW, 0x2c, 0, security, Bytes.EMPTY, List.of(microsoft), List.of());
        Bytes hive = HiveWriter.write(Hives.fresh(5, root), Hives.NOW);
        assertThat(hive.size()).isGreaterThan(100_000_000);
        CountingStorage counted = new CountingStorage(MemoryStorage.of("SOFTWARE", hive));

        RegistryFile file = RegistryFile.open(counted, List::of);
        assertThat(file.find("Microsoft\\Windows NT\\CurrentVersion").orElseThrow().value("EditionID").orElseThrow().text()).contains("Professional");
        // Nearly all of it is the list of subkeys: eight bytes for each.
        assertThat(counted.bytes()).isBetween(24_000L * 8, 24_000L * 8 + (64 << 10));
        assertThat(file.find("Microsoft\\Product 12345").orElseThrow().value("settings").orElseThrow().data().size()).isEqualTo(4045);
        assertThat(counted.bytes()).isLessThan(32 << 10);
    }

    @Test
    void opensLogsOnlyForADirtyHive() throws IOException {
        HiveReader.LogSource mustNotBeAsked = () -> {
            throw new AssertionError("asked for logs");
        };
        RegistryFile file = RegistryFile.open(MemoryStorage.of("SYSTEM", Hives.uefi().build()), mustNotBeAsked);
        assertThat(file.state()).isEqualTo(HiveState.CLEAN);
    }

    @Test
    void looksUpInADirtyHiveAsItsLogsMakeIt() throws IOException {
        byte[] before = Hives.uefi().sequence(10, 10).build();
        HiveBuilder changed = Hives.uefi();
        changed.root().key("Select").dword("Current", 2);
        byte[] after = changed.build();
        byte[] dirty = Hives.uefi().sequence(11, 10).build();
        Storage log = MemoryStorage.of("SYSTEM.LOG1", LogBuilder.newFormat(before, 10).entry(10, before, after).build());
        RegistryFile recovered = open(dirty, log);
        assertThat(recovered.state()).isEqualTo(HiveState.RECOVERED);
        assertThat(recovered.find("Select").orElseThrow().value("Current").orElseThrow().number()).isEqualTo(OptionalInt.of(2));
        RegistryFile alone = open(dirty);
        assertThat(alone.state()).isEqualTo(HiveState.DIRTY);
        assertThat(alone.find("Select")).isEmpty();
        assertThat(alone.find(Hives.LOADER)).isPresent();
    }

    @Test
    void refusesTheBaseBlocksThatReadingTheWholeRefuses() {
        byte[] hive = Hives.uefi().build();
        List<byte[]> damaged = new ArrayList<>();
        for (int at : new int[] {0, 4, 20, 24, 28, 32, 40, 41, 43, 508}) {
            byte[] bytes = hive.clone();
            bytes[at] ^= 0x40;
            damaged.add(bytes);
            damaged.add(HiveBuilder.seal(bytes.clone()));
        }
        damaged.add(new byte[0]);
        damaged.add(new byte[5000]);
        damaged.add(Bytes.of(hive, 0, hive.length - 1).toArray());
        damaged.add(Bytes.of(hive, 0, 300).toArray());
        int refused = 0;
        for (byte[] bytes : damaged) {
            String whole = refusal(() -> HiveReader.read(MemoryStorage.of("SYSTEM", bytes), List.of()));
            assertThat(refusal(() -> open(bytes))).isEqualTo(whole);
            refused += whole.isEmpty() ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(15);
    }

    private interface Reading {
        void read() throws IOException;
    }

    private static String refusal(Reading reading) {
        try {
            reading.read();
            return "";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4, 0x20 + 4, 0xfffffff8L, 0xffffffffL, 0x7ffffff8L})
    void refusesAPointerToWhereNoCellCanBe(long offset) {
        byte[] hive = Hives.uefi().build();
        LittleEndian.putU32(hive, 36, offset);
        assertThatThrownBy(() -> open(HiveBuilder.seal(hive)))
                .isInstanceOf(MalformedException.class)
                .hasMessage("SYSTEM: key node at 0x" + Long.toHexString(4096 + offset) + ": no cell in use starts here, though one is expected from 0x24");
    }

    @ParameterizedTest
    @ValueSource(ints = {-12, -0x7ffffff8, Integer.MIN_VALUE})
    void refusesACellThatDoesNotFitIntoTheBins(int size) throws IOException {
        byte[] hive = Hives.uefi().build();
        int root = 4096 + (int) LittleEndian.u32(hive, 36);
        LittleEndian.putU32(hive, root, size);
        assertThatThrownBy(() -> open(hive))
                .isInstanceOf(MalformedException.class)
                .hasMessage("SYSTEM: cell at 0x" + Integer.toHexString(root) + ": size is " + -(long) size + ", expected a multiple of 8 up to the "
                        + (hive.length - root) + " bytes that are left of the bins");
    }

    @Test
    void refusesToLookThroughMoreSubkeysThanAnyKeyHas() throws IOException {
        byte[] hive = Hives.uefi().build();
        int root = 4096 + (int) LittleEndian.u32(hive, 36) + 4;
        LittleEndian.putU32(hive, root + 20, 40_000);
        assertThatThrownBy(() -> open(hive).find("Objects"))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("SYSTEM: key node at 0x" + Integer.toHexString(root + 20) + ": number of subkeys is 40000, supported is up to 32768");
        LittleEndian.putU32(hive, root + 20, 1);
        assertThatThrownBy(() -> open(hive).find("Objects"))
                .isInstanceOf(MalformedException.class)
                .hasMessage("SYSTEM: key node at 0x" + Integer.toHexString(root + 20) + ": number of subkeys is 1, but its list has more");
        LittleEndian.putU32(hive, root + 20, 7);
        assertThatThrownBy(() -> open(hive).find("Objects"))
                .isInstanceOf(MalformedException.class)
                .hasMessage("SYSTEM: key node at 0x" + Integer.toHexString(root + 20) + ": number of subkeys is 7, but its list has 2");
    }

    /** Else a small hive, whose lists name one key with a long name again and again, takes minutes. */
    @Test
    void readsNoNamesOfAnotherLength() throws IOException {
        HiveBuilder builder = HiveBuilder.version(3);
        Node list = builder.root().list(ListKind.LI);
        list.key("Ключи").dword("Предмет", 1).dword("n", 2);
        list.key("key").dword("n", 3);
        byte[] hive = builder.build();
        // An odd number of bytes, which no name in UTF-16 has.
        int key = indexOf(hive, "Ключи".getBytes(StandardCharsets.UTF_16LE));
        hive[key - 4]++;
        int value = indexOf(hive, "Предмет".getBytes(StandardCharsets.UTF_16LE));
        hive[value - 18]++;
        assertThat(open(hive).find("key").orElseThrow().value("n").orElseThrow().number()).isEqualTo(OptionalInt.of(3));
        assertThatThrownBy(() -> open(hive).find("Ключи"))
                .isInstanceOf(MalformedException.class)
                .hasMessage("SYSTEM: key node at 0x" + Integer.toHexString(key - 4) + ": name length is 11 bytes of UTF-16, expected an even number");
        hive[key - 4]--;
        RegistryKey found = open(hive).find("Ключи").orElseThrow();
        assertThat(found.value("n").orElseThrow().number()).isEqualTo(OptionalInt.of(2));
        assertThatThrownBy(() -> found.value("Предмет"))
                .isInstanceOf(MalformedException.class)
                .hasMessage("SYSTEM: key value at 0x" + Integer.toHexString(value - 18) + ": name length is 15 bytes of UTF-16, expected an even number");
    }

    @Test
    void refusesDataLargerThanWhatWindowsAdvises() throws IOException {
        HiveBuilder builder = HiveBuilder.version(3);
        Node node = builder.root().value("large", 3, new byte[(1 << 20) + 8]).value("small", 3, new byte[1 << 20]);
        byte[] hive = builder.build();
        assertThat(open(hive).root().value("small").orElseThrow().data().size()).isEqualTo(1 << 20);
        assertThat(open(hive).root().valueNames()).containsExactly("large", "small");
        assertThatThrownBy(() -> open(hive).root().value("large"))
                .isInstanceOf(UnsupportedException.class)
                .hasMessage("SYSTEM: key value at 0x" + Integer.toHexString(node.valuePosition(0) + 4) + ": data size is 1048584, supported is up to 1048576");
    }

    @ParameterizedTest
    @EnumSource(HiveDamageTest.Store.class)
    void everyFlippedByteIsRefusedOrAnsweredAsReadingTheWholeDoes(HiveDamageTest.Store store) {
        byte[] whole = store.bytes();
        int[] masks = store == HiveDamageTest.Store.ODD ? new int[] {0x81} : new int[] {0x01, 0x80, 0xff};
        for (int mask : masks) {
            int refused = DamagedBytes.everyFlip(whole, mask, bytes -> {
                try {
                    Hive hive = Hives.read(bytes);
                    RegistryKeys.assertSame(hive.root(), open(bytes).root());
                } catch (FormatException e) {
                    RegistryKeys.readAll(open(bytes));
                }
            });
            assertThat(refused).isBetween(40, whole.length - 1);
        }
    }
}
