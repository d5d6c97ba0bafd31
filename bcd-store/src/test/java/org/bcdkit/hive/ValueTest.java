package org.bcdkit.hive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.bcdkit.storage.Bytes;
import org.junit.jupiter.api.Test;

class ValueTest {

    private static Value value(ValueType type, String hex) {
        return new Value("name", type, Bytes.ofHex(hex));
    }

    @Test
    void readsATextUpToItsFirstNulOrTheEndOfTheData() {
        assertThat(Value.text("name", "größer ✓").text()).contains("größer ✓");
        assertThat(value(ValueType.SZ, "4100420000004300").text()).contains("AB");
        assertThat(value(ValueType.EXPAND_SZ, "410042").text()).contains("A");
        assertThat(value(ValueType.SZ, "").text()).contains("");
        assertThat(value(ValueType.MULTI_SZ, "41000000").text()).isEmpty();
        assertThat(value(ValueType.DWORD, "41000000").text()).isEmpty();
    }

    @Test
    void readsTextsUpToAnEmptyOneOrTheEndOfTheData() {
        assertThat(value(ValueType.MULTI_SZ, "41000000420043000000" + "0000" + "4400").texts()).contains(List.of("A", "BC"));
        assertThat(value(ValueType.MULTI_SZ, "410000004200").texts()).contains(List.of("A", "B"));
        assertThat(value(ValueType.MULTI_SZ, "").texts()).contains(List.of());
        assertThat(value(ValueType.SZ, "41000000").texts()).isEmpty();
    }

    @Test
    void readsANumberOfFourBytes() {
        assertThat(Value.number("name", -2).number()).isEqualTo(OptionalInt.of(-2));
        assertThat(value(ValueType.DWORD, "01020304").number()).isEqualTo(OptionalInt.of(0x04030201));
        assertThat(value(ValueType.DWORD, "010203").number()).isEmpty();
        assertThat(value(ValueType.DWORD, "0102030405").number()).isEmpty();
        assertThat(value(ValueType.QWORD, "0102030405060708").number()).isEmpty();
        assertThat(value(ValueType.BINARY, "01020304").number()).isEmpty();
    }

    /** Unicode has {@code ı} and {@code I} alike; Windows does not. */
    @Test
    void findsByNameAsTheRegistryComparesNames() {
        Key dotless = new Key("ı", 0, 0, 0, Bytes.EMPTY, Bytes.EMPTY, List.of(), List.of(Value.number("ſ", 1)));
        Key umlaut = new Key("ä", 0, 0, 0, Bytes.EMPTY, Bytes.EMPTY, List.of(), List.of());
        Key root = new Key("root", 0, 0, 0, Bytes.EMPTY, Bytes.EMPTY, List.of(dotless, umlaut), List.of());
        assertThat(root.key("I")).isEmpty();
        assertThat(root.key("ı")).contains(dotless);
        assertThat(root.key("Ä")).contains(umlaut);
        assertThat(dotless.value("S")).isEmpty();
        assertThat(dotless.value("ſ")).isPresent();
    }
}
