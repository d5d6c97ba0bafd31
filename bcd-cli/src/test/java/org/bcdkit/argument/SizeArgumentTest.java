package org.bcdkit.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bcdkit.nativeboot.PageFileChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes, and page files, which may be sizes. */
class SizeArgumentTest {

    @ParameterizedTest
    @CsvSource({"64MiB, 67108864", "25GB, 26843545600", "4096, 4096", "1KiB, 1024", "2TiB, 2199023255552", "1 gib, 1073741824"})
    void readsSizesWithUnits(String text, long bytes) {
        assertThat(SizeArgument.parse("--size", text)).isEqualTo(bytes);
    }

    @Test
    void refusesWhatIsNoSizeOrTooLargeOrNothing() {
        assertRefused("much", "\"much\" is not a size; write for instance 64MiB, 25GB or a number of bytes.");
        assertRefused("-1", "\"-1\" is not a size; write for instance 64MiB, 25GB or a number of bytes.");
        assertRefused("1.5GB", "\"1.5GB\" is not a size; write for instance 64MiB, 25GB or a number of bytes.");
        assertRefused("", "\"\" is not a size; write for instance 64MiB, 25GB or a number of bytes.");
        assertRefused("9999999999TiB", "\"9999999999TiB\" is more than can be stored anywhere.");
        assertRefused("8EiB", "\"8EiB\" is more than can be stored anywhere.");
        assertRefused("0", "the size has to be more than nothing.");
        assertRefused("0 GiB", "the size has to be more than nothing.");
    }

    @Test
    void readsPageFiles() {
        assertThat(PageFileArgument.parse("none")).isEqualTo(new PageFileChoice.None());
        assertThat(PageFileArgument.parse("AUTO")).isEqualTo(new PageFileChoice.Automatic());
        assertThat(PageFileArgument.parse("2GiB")).isEqualTo(new PageFileChoice.Fixed(2L << 30));
        assertThatThrownBy(() -> PageFileArgument.parse("some"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--page-file: \"some\" is not a size; write for instance 64MiB, 25GB or a number of bytes.");
    }

    private static void assertRefused(String text, String problem) {
        assertThatThrownBy(() -> SizeArgument.parse("--size", text)).isInstanceOf(UsageException.class).hasMessage("--size: " + problem);
    }
}
