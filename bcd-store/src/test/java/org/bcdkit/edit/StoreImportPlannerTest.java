package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bcdkit.hive.Hive;
import org.bcdkit.hive.HiveInfo;
import org.bcdkit.hive.HiveState;
import org.bcdkit.hive.Value;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.BcdStoreWriter;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;

class StoreImportPlannerTest {

    private final BcdStore old = SampleStores.empty(FirmwareKind.UEFI);
    private final BcdStore backup =
            new BcdStore(List.of(Value.text("KeyName", "BCD00000001")), SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11).objects());

    @Test
    void replacesTheObjectsAndKeepsTheDescription() {
        StorePlan plan = StoreImportPlanner.plan(snapshot("BCD", old, HiveState.CLEAN), snapshot("backup", backup, HiveState.CLEAN));

        assertThat(plan.intent()).isEqualTo("Replace the objects of BCD with those of backup");
        assertThat(plan.after()).isEqualTo(new BcdStore(old.description(), backup.objects()));
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void changesNothingWhenTheObjectsAreTheSame() {
        BcdStore same = new BcdStore(List.of(), old.objects());
        assertThat(StoreImportPlanner.plan(snapshot("BCD", old, HiveState.CLEAN), snapshot("backup", same, HiveState.CLEAN)).changesNothing()).isTrue();
    }

    @Test
    void doesNotTakeTheBootManagerAway() {
        BcdStore none = backup.without(WellKnown.BOOT_MANAGER);

        StorePlan plan = StoreImportPlanner.plan(snapshot("BCD", old, HiveState.CLEAN), snapshot("backup", none, HiveState.CLEAN));

        assertThat(plan.isRefused()).isTrue();
        assertThat(plan.findings()).extracting(Finding::message)
                .containsExactly("backup has no {bootmgr} object, so nothing could start from BCD afterwards");
        assertThat(StoreImportPlanner.plan(snapshot("BCD", StoreTemplate.empty(), HiveState.CLEAN), snapshot("backup", none, HiveState.CLEAN)).isRefused())
                .isFalse();
    }

    @Test
    void readsABackupWithItsLogsAndWritesToNoStoreWithSuch() {
        assertThat(StoreImportPlanner.plan(snapshot("BCD", old, HiveState.CLEAN), snapshot("backup", backup, HiveState.RECOVERED)).isRefused()).isFalse();
        assertThat(StoreImportPlanner.plan(snapshot("BCD", old, HiveState.RECOVERED), snapshot("backup", backup, HiveState.CLEAN)).isRefused()).isTrue();
        assertThat(StoreImportPlanner.plan(snapshot("BCD", old, HiveState.CLEAN), snapshot("backup", backup, HiveState.DIRTY)).findings())
                .extracting(Finding::message)
                .containsExactly("backup was not closed cleanly (its sequence numbers differ) and no log beside it completes it");
    }

    @Test
    void anEmptyStoreIsNoSystemStore() {
        assertThat(StoreTemplate.empty()).isEqualTo(new BcdStore(List.of(Value.text("KeyName", "BCD00000001")), List.of()));
        assertThat(StoreTemplate.empty().description().get(0).data()).isEqualTo(Bytes.ofHex("420043004400300030003000300030003000300031000000"));
    }

    private static StoreSnapshot snapshot(String name, BcdStore store, HiveState state) {
        Hive hive = BcdStoreWriter.create(store, 0);
        HiveInfo info = hive.info();
        HiveInfo changed = new HiveInfo(info.minorVersion(), info.sequence(), info.lastWritten(), state, info.baseBlock());
        return new StoreSnapshot(name, Fingerprint.of(Bytes.EMPTY), new Hive(changed, hive.root()), store, List.of());
    }
}
