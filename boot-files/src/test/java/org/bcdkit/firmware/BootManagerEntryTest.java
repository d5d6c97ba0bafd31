package org.bcdkit.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.bcdkit.firmware.BootManagerEntry.Position;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootManagerEntryTest {

    private static FirmwarePlan plan(FakeVariables variables, Position position) throws IOException {
        return BootManagerEntry.plan(variables.boot(), Entries.ESP, position);
    }

    @ParameterizedTest
    @CsvSource({"FIRST,'1,0'", "LAST,'0,1'", "KEPT,'1,0'"})
    void makesANewEntryInItsPlace(Position position, String order) throws IOException {
        FakeVariables variables = FakeVariables.with(Entries.variable(0, Entries.DEBIAN), Entries.order(0));
        variables.apply(plan(variables, position));
        assertThat(variables.calls).containsExactly("keep 2", "write Boot0001", "write BootOrder");
        assertThat(variables.all.get("Boot0001")).isEqualTo(Entries.variable(1, Entries.WINDOWS));
        assertThat(variables.boot().order().toString().replaceAll("[\\[\\] ]", "")).isEqualTo(order);
        assertThat(plan(variables, position).steps()).isEmpty();
        assertThat(BootManagerEntry.number(variables.boot(), Entries.ESP)).contains(1);
    }

    @ParameterizedTest
    @CsvSource({"FIRST,'7,0,2'", "LAST,'0,2,7'", "KEPT,'0,7,2'"})
    void movesAnEntryThatIsThereUnlessItsPlaceIsKept(Position position, String order) throws IOException {
        FakeVariables variables = FakeVariables.with(
                Entries.variable(0, Entries.DEBIAN), Entries.variable(2, Entries.SETUP), Entries.variable(7, Entries.WINDOWS), Entries.order(0, 7, 2));
        variables.apply(plan(variables, position));
        assertThat(variables.boot().entries()).hasSize(3);
        assertThat(variables.all.get("Boot0007")).isEqualTo(Entries.variable(7, Entries.WINDOWS));
        assertThat(variables.boot().order().toString().replaceAll("[\\[\\] ]", "")).isEqualTo(order);
    }

    @Test
    void knowsTheEntryThatWindowsMadeByWhatItStarts() throws IOException {
        byte[] optional = WindowsOptions.of(WellKnown.BOOT_MANAGER).toBytes().toArray();
        // Behind the NUL of the options, where Windows leaves what was there.
        optional[0x76] = 0x5a;
        LoadOption made = LoadOption.ofFile("Windows", Entries.ESP, "\\EFI\\MICROSOFT\\BOOT\\BOOTMGFW.EFI", Bytes.of(optional));
        FakeVariables variables = FakeVariables.with(Entries.variable(3, made), Entries.order(3));
        assertThat(plan(variables, Position.FIRST).steps()).isEmpty();
    }

    @Test
    void startsAnEntryAgainThatWasSwitchedOff() throws IOException {
        FakeVariables variables = FakeVariables.with(Entries.variable(3, Entries.WINDOWS.with(0)), Entries.order(3));
        variables.apply(plan(variables, Position.KEPT));
        assertThat(variables.all.get("Boot0003")).isEqualTo(Entries.variable(3, Entries.WINDOWS));
    }

    @Test
    void leavesTheEntriesOfOtherPartitionsAndOfOtherObjectsAlone() throws IOException {
        HardDrive elsewhere = new HardDrive(2, 0x800, 0x14000, Entries.ESP.signature());
        LoadOption resume = LoadOption.ofFile("Windows", Entries.ESP, BootManagerEntry.PATH, WindowsOptions.of(WellKnown.MEMORY_TESTER).toBytes());
        FakeVariables variables = FakeVariables.with(Entries.variable(0, BootManagerEntry.of(elsewhere)), Entries.variable(1, resume), Entries.order(0, 1));
        variables.apply(plan(variables, Position.FIRST));
        assertThat(variables.boot().order()).isEqualTo(List.of(2, 0, 1));
        assertThat(variables.boot().entries()).hasSize(3);
    }

    @Test
    void changesNothingWhereTheOrderIsDamaged() throws IOException {
        FakeVariables variables = FakeVariables.with(new EfiVariable("BootOrder", 7, Bytes.of((byte) 1)));
        FirmwarePlan plan = plan(variables, Position.FIRST);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings()).extracting(Finding::message).containsExactly("BootOrder is damaged, so nothing can be put into it or taken out of it");
    }
}
