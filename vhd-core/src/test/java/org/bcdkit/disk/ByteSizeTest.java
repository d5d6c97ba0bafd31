package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "4096,4096",
        "4096B,4096",
        "64MiB,67108864",
        "25GB,26843545600",
        "25 g,26843545600",
        "' 1 KiB ',1024",
        "2t,2199023255552",
        "3p,3377699720527872",
        "7E,8070450532247928832",
        "9223372036854775807,9223372036854775807",
        "000000000000000001k,1024"
    })
    void readsNumbersWithUnitsOf1024(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "MiB", "-1", "+1", "1.5GB", "1,5", "64MiBs", "64BM", "64 M B", "0x10", "12345678901234567890", "\u0661", "1 Gi"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not a size; write for instance 64MiB, 25GB or a number of bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8E", "9223372036854775808", "9007199254740992K", "9999999999999999999"})
    void refusesWhatIsTooMuch(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is more than can be stored anywhere");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 bytes",
        "1,1 byte",
        "1023,1023 bytes",
        "1024,1 KiB",
        "1126,1 KiB",
        "1127,1.1 KiB",
        "1536,1.5 KiB",
        "1048575,1023.9 KiB",
        "1048576,1 MiB",
        "3145727,2.9 MiB",
        "26843545600,25 GiB",
        "2190433320960,1.9 TiB",
        "70368744177664,64 TiB",
        "9223372036854775807,7.9 EiB",
        "-1,-1 byte",
        "-1536,-1.5 KiB",
        "-9223372036854775808,-8 EiB"
    })
    void showsNoMoreThanThereIs(long bytes, String text) {
        assertThat(ByteSize.format(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 bytes",
        "1,1 byte",
        "1023,1023 bytes",
        "1024,1 KiB",
        "1025,1.1 KiB",
        "1126,1.1 KiB",
        "1127,1.2 KiB",
        "1536,1.5 KiB",
        "1537,1.6 KiB",
        "1048575,1 MiB",
        "1048576,1 MiB",
        "1048577,1.1 MiB",
        "2097151,2 MiB",
        "26843545601,25.1 GiB",
        "1099511627775,1 TiB",
        "9223372036854775807,8 EiB"
    })
    void showsNoLessThanIsNeeded(long bytes, String text) {
        assertThat(ByteSize.formatNeeded(bytes)).isEqualTo(text);
    }

    /** Freeing what we say is needed has to be enough. */
    @Test
    void unequalSizesDoNotLookTheSame() {
        long size = 64L << 20;
        assertThat(ByteSize.formatBeside(size, size)).isEqualTo("64 MiB");
        assertThat(ByteSize.formatBeside(size, size + 512)).isEqualTo("64 MiB (67108864 bytes)");
        assertThat(ByteSize.formatBeside(size + 512, size)).isEqualTo("64 MiB (67109376 bytes)");
        assertThat(ByteSize.formatBeside(size, 2 * size)).isEqualTo("64 MiB");
    }

    @Test
    void whatIsNeededReadsAsAtLeastAsMuchAsWhatThereIs() {
        for (long bytes = 1; bytes > 0; bytes = bytes * 3 + 1) {
            String shown = ByteSize.formatNeeded(bytes);
            double number = Double.parseDouble(shown.substring(0, shown.indexOf(' ')));
            int power = "bKMGTPE".indexOf(shown.charAt(shown.indexOf(' ') + 1));
            assertThat(number * Math.pow(1024, power)).as(shown).isGreaterThanOrEqualTo(bytes).isLessThan(bytes * 1.1001);
            if (bytes > Long.MAX_VALUE / 4) {
                return;
            }
        }
    }
}
