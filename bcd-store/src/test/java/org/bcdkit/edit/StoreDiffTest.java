package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.edit.SampleStores.LOADER;

import java.util.List;
import java.util.Optional;
import org.bcdkit.hive.Value;
import org.bcdkit.hive.ValueType;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdObject.ExtraValue;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.IntegerValue;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;

class StoreDiffTest {

    private static final ObjectId NEW = ObjectId.of("22222222-0000-11ef-8000-010203040506");

    private final BcdStore store = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11);

    @Test
    void findsNothingBetweenEqualStores() {
        assertThat(StoreDiff.of(store, SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11))).isEmpty();
    }

    @Test
    void showsWhatIsAddedChangedAndRemovedInCatalogueNames() {
        BcdObject bootManager = store.find(WellKnown.BOOT_MANAGER).orElseThrow();
        BcdObject loader = store.find(LOADER).orElseThrow();
        BcdStore after = store.with(bootManager.with(Element.of(ElementType.TIMEOUT, new IntegerValue(5))))
                .with(loader.without(ElementType.NX).with(Element.of(new ElementType(0x25000021), new IntegerValue(1))))
                .with(new BcdObject(NEW, ObjectType.OS_LOADER, List.of(Element.of(ElementType.DESCRIPTION, new StringValue("x")))))
                .without(WellKnown.MEMORY_TESTER);

        List<Change> changes = StoreDiff.changes(store, after);

        assertThat(changes).contains(
                new Change(Action.CHANGE, "{bootmgr} timeout", Optional.of("30"), Optional.of("5")),
                new Change(Action.DELETE, LOADER + " nx", Optional.of("OptIn"), Optional.empty()),
                new Change(Action.ADD, LOADER + " pae", Optional.empty(), Optional.of("ForceEnable")),
                new Change(Action.ADD, NEW.toString(), Optional.empty(), Optional.of("Windows Boot Loader \"x\"")),
                new Change(Action.ADD, NEW + " description", Optional.empty(), Optional.of("x")),
                new Change(Action.DELETE, "{memdiag}", Optional.of("Windows Memory Tester \"Windows Memory Diagnostic\""), Optional.empty()),
                new Change(Action.DELETE, "{memdiag} locale", Optional.of("de-de"), Optional.empty()));
        assertThat(changes).hasSize(3 + 2 + 7);
    }

    @Test
    void seesTheSameValueInOtherBytes() {
        BcdObject bootManager = store.find(WellKnown.BOOT_MANAGER).orElseThrow();
        Element wide = bootManager.element(ElementType.TIMEOUT).orElseThrow();
        Element narrow = new Element(wide.type(), wide.registryType(), wide.data().slice(0, 1));

        List<Difference> differences = StoreDiff.of(store, store.with(bootManager.with(narrow)));

        assertThat(differences).hasSize(1);
        assertThat(differences.get(0).before()).contains(wide);
        assertThat(differences.get(0).after()).contains(narrow);
    }

    @Test
    void seesValuesThatAreNoElements() {
        BcdObject bootManager = store.find(WellKnown.BOOT_MANAGER).orElseThrow();
        Value variable = new Value("FirmwareVariable", ValueType.BINARY, Bytes.of((byte) 1, (byte) 2));
        BcdObject marked = new BcdObject(
                bootManager.id(), bootManager.type(), bootManager.elements(), List.of(new ExtraValue("Description", variable)));
        List<Value> description = List.of(store.description().get(0));
        BcdStore after = new BcdStore(description, store.with(marked).objects());

        assertThat(StoreDiff.of(store, after)).isEmpty();
        assertThat(StoreDiff.ofValues(store, after)).containsExactly(
                new ValueDifference(Optional.empty(), "Description\\System", Optional.of(store.description().get(1)), Optional.empty()),
                new ValueDifference(Optional.of(marked), "Description\\FirmwareVariable", Optional.empty(), Optional.of(variable)));
        assertThat(StoreDiff.changes(store, after)).containsExactly(
                new Change(Action.DELETE, "Description\\System", Optional.of("REG_DWORD 01000000"), Optional.empty()),
                new Change(Action.ADD, "{bootmgr} Description\\FirmwareVariable", Optional.empty(), Optional.of("REG_BINARY 0102")));
    }
}
