package org.bcdkit.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bcdkit.edit.ListEdit;
import org.bcdkit.firmware.FirmwarePlanner.Placement;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.junit.jupiter.api.Test;

class FirmwarePlannerTest {

    private static final String DEBIAN_TEXT = "\"debian\" HD(1,GPT,8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b,0x800,0x14000)/\\EFI\\debian\\shimx64.efi";

    private final FakeVariables variables = FakeVariables.with(
            Entries.variable(0, Entries.SETUP), Entries.variable(2, Entries.WINDOWS), Entries.order(2), Entries.number("BootNext", 2));

    private static List<String> lines(FirmwarePlan plan) {
        List<String> lines = new ArrayList<>();
        for (Change change : plan.changes()) {
            lines.add(change.action().mark() + " " + change.subject() + " " + change.before().orElse("") + "|" + change.after().orElse(""));
        }
        return lines;
    }

    private static List<String> refusals(FirmwarePlan plan) {
        assertThat(plan.steps()).isEmpty();
        return plan.findings().stream().filter(Finding::isError).map(finding -> finding.rule() + " " + finding.message()).toList();
    }

    @Test
    void takesTheLowestFreeNumberAndMakesTheEntryBeforeTheOrderNamesIt() throws IOException {
        FirmwarePlan plan = FirmwarePlanner.add(variables.boot(), Entries.DEBIAN, Placement.FIRST);
        assertThat(plan.intent()).isEqualTo("Add the firmware entry \"debian\"");
        assertThat(lines(plan)).containsExactly("+ Boot0001 |" + DEBIAN_TEXT, "~ BootOrder 0002|0001,0002");
        variables.apply(plan);
        assertThat(variables.calls).containsExactly("keep 2", "write Boot0001", "write BootOrder");
        assertThat(variables.all.get("Boot0001")).isEqualTo(new EfiVariable("Boot0001", 7, Entries.DEBIAN.toBytes()));
        assertThat(FirmwarePlanner.add(variables.boot(), Entries.DEBIAN, Placement.LAST).steps()).isEmpty();
    }

    @Test
    void placesANewEntryLastOrNowhere() throws IOException {
        assertThat(lines(FirmwarePlanner.add(variables.boot(), Entries.DEBIAN, Placement.LAST)).get(1)).isEqualTo("~ BootOrder 0002|0002,0001");
        assertThat(lines(FirmwarePlanner.add(variables.boot(), Entries.DEBIAN, Placement.NOWHERE))).containsExactly("+ Boot0001 |" + DEBIAN_TEXT);
    }

    @Test
    void takesAnEntryThatIsThereIntoTheOrder() throws IOException {
        assertThat(lines(FirmwarePlanner.add(variables.boot(), Entries.SETUP, Placement.LAST))).containsExactly("~ BootOrder 0002|0002,0000");
    }

    @Test
    void makesTheOrderWhereThereIsNone() throws IOException {
        FakeVariables empty = new FakeVariables();
        empty.apply(FirmwarePlanner.add(empty.boot(), Entries.DEBIAN, Placement.FIRST));
        assertThat(empty.all.get("BootOrder")).isEqualTo(Entries.order(0));
    }

    @Test
    void leavesTheNumbersOfDamagedEntriesAlone() throws IOException {
        variables.all.put("Boot0001", new EfiVariable("Boot0001", 7, Bytes.EMPTY));
        variables.unreadable = "Boot0003";
        variables.all.put("Boot0003", Entries.variable(3, Entries.SETUP));
        assertThat(lines(FirmwarePlanner.add(variables.boot(), Entries.DEBIAN, Placement.NOWHERE))).containsExactly("+ Boot0004 |" + DEBIAN_TEXT);
    }

    @Test
    void saysWhenAllNumbersAreTaken() throws IOException {
        FakeVariables full = new FakeVariables();
        for (int number = 0; number <= 0xffff; number++) {
            full.write(new EfiVariable(BootVariable.name(number), 7, Bytes.EMPTY));
        }
        assertThat(refusals(FirmwarePlanner.add(full.boot(), Entries.DEBIAN, Placement.FIRST))).containsExactly("FWE-09 all numbers from 0000 to FFFF are taken");
    }

    @Test
    void takesAnEntryOutOfTheOrderBeforeItIsRemoved() throws IOException {
        FirmwarePlan plan = FirmwarePlanner.remove(variables.boot(), List.of(2));
        assertThat(plan.intent()).isEqualTo("Remove the firmware entry Boot0002 \"Windows Boot Manager\"");
        variables.apply(plan);
        assertThat(variables.calls).containsExactly("keep 3", "delete BootNext", "write BootOrder", "delete Boot0002");
        assertThat(variables.all.keySet()).containsExactly("Boot0000", "BootOrder");
    }

    @Test
    void removesWhatOnlyTheOrderNames() throws IOException {
        variables.all.put("BootOrder", Entries.order(7, 2, 7));
        assertThat(lines(FirmwarePlanner.remove(variables.boot(), List.of(7)))).containsExactly("~ BootOrder 0007,0002,0007|0002");
    }

    @Test
    void removesDamagedEntries() throws IOException {
        variables.all.put("Boot0009", new EfiVariable("Boot0009", 7, Bytes.ofHex("00")));
        assertThat(lines(FirmwarePlanner.remove(variables.boot(), List.of(9)))).containsExactly("- Boot0009 00|");
    }

    @Test
    void changesOnlyEntriesThatAreThere() throws IOException {
        BootVariables read = variables.boot();
        String missing = "FWE-08 there is no firmware entry Boot0009";
        assertThat(refusals(FirmwarePlanner.remove(read, List.of(0, 9)))).containsExactly(missing);
        assertThat(refusals(FirmwarePlanner.order(read, ListEdit.REPLACE, List.of(9)))).containsExactly(missing);
        assertThat(refusals(FirmwarePlanner.next(read, 9))).containsExactly(missing);
        assertThat(FirmwarePlanner.order(read, ListEdit.REMOVE, List.of(9)).changes()).isEmpty();
    }

    @Test
    void changesTheOrderAndTheNextStart() throws IOException {
        BootVariables read = variables.boot();
        assertThat(lines(FirmwarePlanner.order(read, ListEdit.ADD_FIRST, List.of(0)))).containsExactly("~ BootOrder 0002|0000,0002");
        assertThat(lines(FirmwarePlanner.order(read, ListEdit.REMOVE, List.of(2)))).containsExactly("~ BootOrder 0002|empty");
        assertThat(lines(FirmwarePlanner.next(read, 0))).containsExactly("~ BootNext 0002|0000");
        assertThat(FirmwarePlanner.order(read, ListEdit.REPLACE, List.of(2)).changes()).isEmpty();
        assertThat(FirmwarePlanner.next(read, 2).changes()).isEmpty();
    }

    @Test
    void makesADamagedOrderAnewAndDoesNotAddToIt() throws IOException {
        variables.all.put("BootOrder", new EfiVariable("BootOrder", 7, Bytes.ofHex("020000")));
        String damaged = "FWE-07 BootOrder is damaged, so nothing can be put into it or taken out of it";
        assertThat(refusals(FirmwarePlanner.add(variables.boot(), Entries.DEBIAN, Placement.FIRST))).containsExactly(damaged);
        assertThat(refusals(FirmwarePlanner.order(variables.boot(), ListEdit.ADD_LAST, List.of(2)))).containsExactly(damaged);
        assertThat(lines(FirmwarePlanner.order(variables.boot(), ListEdit.REPLACE, List.of(2)))).containsExactly("~ BootOrder 020000|0002");
    }

    @Test
    void leavesTheAttributesOfAVariableAsTheyAre() throws IOException {
        variables.all.put("BootOrder", new EfiVariable("BootOrder", 0x27, BootVariables.data(List.of(2))));
        variables.apply(FirmwarePlanner.order(variables.boot(), ListEdit.ADD_LAST, List.of(0)));
        assertThat(variables.all.get("BootOrder").attributes()).isEqualTo(0x27);
    }

    @Test
    void forcesWhatCanBeForced() throws IOException {
        Finding forceable = Finding.error(FirmwareRule.ADDED_FILE, "there is no such file", "Put it there.");
        FirmwarePlan plan = FirmwarePlanner.add(variables.boot(), Entries.DEBIAN, Placement.FIRST).withFindings(List.of(forceable));
        assertThat(Finding.refuse(plan.findings())).isTrue();
        assertThat(Finding.refuse(plan.forced().findings())).isFalse();
        assertThat(Collections.frequency(plan.changes().stream().map(Change::action).toList(), Action.ADD)).isEqualTo(1);
    }
}
