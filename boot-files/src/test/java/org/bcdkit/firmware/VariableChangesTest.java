package org.bcdkit.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bcdkit.firmware.FirmwarePlanner.Placement;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.PartlyAppliedException;
import org.bcdkit.storage.StalePlanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariableChangesTest {

    @TempDir
    private Path folder;

    private final FakeVariables variables = FakeVariables.with(Entries.variable(0, Entries.WINDOWS), Entries.order(0));
    private final Map<String, EfiVariable> first = new TreeMap<>(variables.all);

    private FirmwarePlan plan() throws IOException {
        return FirmwarePlanner.add(variables.boot(), Entries.DEBIAN, Placement.FIRST);
    }

    @Test
    void doesNothingWhenTheVariablesWereChangedSince() throws IOException {
        FirmwarePlan plan = plan();
        variables.all.put("BootNext", Entries.number("BootNext", 0));
        assertThatThrownBy(() -> variables.apply(plan))
                .isInstanceOf(StalePlanException.class)
                .hasMessage("The boot variables in NVRAM were changed by somebody else since they were read. Nothing was changed. Run the command again.");
        assertThat(variables.calls).isEmpty();
    }

    @Test
    void takesBackWhatWasDoneWhenAStepFails() throws IOException {
        variables.failing = "write BootOrder";
        assertThatThrownBy(() -> variables.apply(plan()))
                .isInstanceOfSatisfying(HostException.class, e -> assertThat(e.remedy()).isEqualTo("Ask it again."))
                .hasMessage("BootOrder could not be changed: the firmware said no. Nothing is changed.");
        assertThat(variables.all).isEqualTo(first);
        assertThat(variables.calls).containsExactly("keep 2", "write Boot0001", "write BootOrder", "delete Boot0001");
    }

    @Test
    void saysWhatIsLeftWhenItCannotBeTakenBack() throws IOException {
        variables.failing = "write BootOrder";
        variables.failures = 5;
        assertThatThrownBy(() -> variables.apply(plan())).isInstanceOf(PartlyAppliedException.class).hasMessage("""
                BootOrder could not be changed: the firmware said no
                What was changed before it could not be taken back:
                Boot0001: the firmware said no""");
    }

    @Test
    void noticesAFirmwareThatForgets() throws IOException {
        variables.forgetful = true;
        assertThatThrownBy(() -> variables.apply(plan()))
                .isInstanceOf(HostException.class)
                .hasMessage("Boot0001 could not be changed: The firmware took the change of Boot0001 and did not keep it. Nothing is changed.");
    }

    @Test
    void keepsWhatChangesAndPutsItBack() throws IOException {
        Path kept = folder.resolve("vars.kept.1");
        FirmwarePlan plan = FirmwarePlanner.remove(variables.boot(), List.of(0));
        VariableChanges.apply(plan, variables, steps -> KeptVariables.keep(kept, steps));
        assertThat(variables.all.keySet()).containsExactly("BootOrder");
        KeptVariables last = KeptVariables.last(folder, "vars.kept.").orElseThrow();
        assertThat(last.folder()).isEqualTo(kept);
        assertThat(last.changedSince(variables.boot())).isEmpty();
        variables.apply(last.undo(variables.boot()));
        assertThat(variables.all).isEqualTo(first);
        assertThat(last.markUndone()).isEqualTo(folder.resolve("vars.kept.1.undone"));
        assertThat(KeptVariables.last(folder, "vars.kept.")).isEmpty();
    }

    @Test
    void noticesWhatWasChangedSinceAndGoesBackPastIt() throws IOException {
        KeptVariables kept = KeptVariables.keep(folder.resolve("kept"), plan().steps());
        variables.apply(plan());
        variables.all.put("BootOrder", Entries.order(1));
        assertThat(kept.changedSince(variables.boot())).containsExactly("BootOrder");
        variables.apply(kept.undo(variables.boot()));
        assertThat(variables.all).isEqualTo(first);
        kept.discard();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void doesNothingWhenTheOldVariablesCannotBeKept() throws IOException {
        FirmwarePlan plan = plan();
        KeptVariables.keep(folder.resolve("kept"), plan.steps());
        assertThatThrownBy(() -> VariableChanges.apply(plan, variables, steps -> KeptVariables.keep(folder.resolve("kept"), steps)))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("Nothing was changed.");
        assertThat(variables.all).isEqualTo(first);
    }

    @Test
    void doesNotApplyARefusedPlan() throws IOException {
        Finding error = Finding.error(FirmwareRule.ENTRY_THERE, "no", "No.");
        FirmwarePlan plan = plan().withFindings(List.of(error));
        assertThatThrownBy(() -> variables.apply(plan)).isInstanceOf(IllegalStateException.class);
        assertThat(new VariableChange("Boot0001", Optional.empty(), Optional.empty()).reversed().name()).isEqualTo("Boot0001");
    }
}
