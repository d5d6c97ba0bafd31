package org.bcdkit.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.junit.jupiter.api.Test;

class BootVariablesTest {

    private static EfiVariable raw(String name, String hex) {
        return new EfiVariable(name, EfiVariable.USUAL, Bytes.ofHex(hex));
    }

    private static List<String> messages(FakeVariables variables) throws IOException {
        return FirmwareCheck.check(variables.boot(), KnownPartitions.NONE).stream().map(Finding::message).toList();
    }

    @Test
    void readsEntriesAndWhatIsSaidAboutThem() throws IOException {
        BootVariables read = FakeVariables.with(
                        Entries.variable(0x1A, Entries.DEBIAN),
                        Entries.variable(0, Entries.WINDOWS),
                        Entries.order(0x1A, 0),
                        Entries.number("BootNext", 0),
                        Entries.number("BootCurrent", 0x1A),
                        Entries.number("Timeout", 3),
                        raw("BootOptionSupport", "03000000"))
                .boot();
        assertThat(read.entries()).extracting(BootVariable::title).containsExactly("Boot0000 \"Windows Boot Manager\"", "Boot001A \"debian\"");
        assertThat(read.order()).containsExactly(0x1A, 0);
        assertThat(read.next()).contains(0);
        assertThat(read.current()).contains(0x1A);
        assertThat(read.timeout()).contains(3);
        assertThat(read.broken()).isEmpty();
    }

    @Test
    void hasNoOrderWhereThereIsNone() throws IOException {
        BootVariables read = new FakeVariables().boot();
        assertThat(read.order()).isEmpty();
        assertThat(read.next()).isEmpty();
        assertThat(read.hasReadableOrder()).isTrue();
    }

    @Test
    void listsWhatIsDamagedAndReadsTheRest() throws IOException {
        FakeVariables variables = FakeVariables.with(
                raw("Boot0000", "01000000"),
                Entries.variable(1, Entries.DEBIAN),
                raw("Boot0002", ""),
                raw("Boot00ab", ""),
                raw("BootOrder", "010002"),
                raw("BootNext", "01"),
                raw("Timeout", "000000"));
        variables.all.put("Boot0003", Entries.variable(3, Entries.SETUP));
        variables.unreadable = "Boot0003";
        BootVariables read = variables.boot();
        assertThat(read.broken())
                .containsExactlyInAnyOrder(
                        new BootVariables.Broken("Boot0000", "load option at 0x0: it takes 6 bytes and only 4 are there"),
                        new BootVariables.Broken("Boot0002", "load option at 0x0: it takes 6 bytes and only 0 are there"),
                        new BootVariables.Broken("Boot0003", "it cannot be read: Input/output error"),
                        new BootVariables.Broken("Boot00ab", "its number is not four hexadecimal digits in upper case, so firmware does not see it"),
                        new BootVariables.Broken("BootOrder", "it has 3 bytes, expected two for each entry"),
                        new BootVariables.Broken("BootNext", "it has 1 bytes, expected two"),
                        new BootVariables.Broken("Timeout", "it has 3 bytes, expected two"));
        assertThat(read.order()).isEmpty();
        assertThat(read.next()).isEmpty();
        assertThat(read.timeout()).isEmpty();
        assertThat(read.hasReadableOrder()).isFalse();
        assertThat(read.find(1).orElseThrow().option()).contains(Entries.DEBIAN);
        assertThat(messages(variables)).hasSize(7 + 3).contains("Timeout: it has 3 bytes, expected two");
        assertThat(FirmwareCheck.check(read, KnownPartitions.NONE).stream().limit(7).map(finding -> finding.remedy().orElseThrow()))
                .containsExactlyInAnyOrder(
                        "`bcd firmware remove Boot0000` removes it.",
                        "`bcd firmware remove Boot0002` removes it.",
                        FirmwareCheck.OTHER_TOOLS,
                        FirmwareCheck.OTHER_TOOLS,
                        "`bcd firmware order` with the numbers of the entries makes it anew.",
                        "`bcd firmware order --next` with the number of an entry makes it anew.",
                        "The firmware makes it anew; look for it in its setup.");
    }

    @Test
    void findsOrphansAndDuplicates() throws IOException {
        FakeVariables variables = FakeVariables.with(
                Entries.variable(0, Entries.WINDOWS),
                Entries.variable(1, new LoadOption(0, "Windows Boot Manager", Entries.WINDOWS.paths(), Bytes.EMPTY)),
                Entries.variable(2, Entries.DEBIAN),
                Entries.order(0, 5, 1, 0),
                Entries.number("BootNext", 6));
        assertThat(messages(variables))
                .containsExactly(
                        "BootOrder names Boot0005, and there is no such entry",
                        "Boot0000 is in BootOrder twice",
                        "BootNext names Boot0006, and there is no such entry",
                        "Boot0002 \"debian\" is not in BootOrder, so firmware does not start it by itself",
                        "Boot0001 \"Windows Boot Manager\" starts the same as Boot0000 \"Windows Boot Manager\"");
    }

    @Test
    void namesEntriesAsFirmwareDoes() {
        assertThat(BootVariable.name(0xBEEF)).isEqualTo("BootBEEF");
        assertThat(BootVariable.number("Boot00aB")).isEmpty();
        assertThat(BootVariable.number("Boot001")).isEmpty();
        assertThat(BootVariable.number("bOOT0001")).isEmpty();
        assertThat(BootVariable.number("BootFFFF")).contains(0xffff);
    }
}
