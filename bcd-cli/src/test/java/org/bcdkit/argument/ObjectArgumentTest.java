package org.bcdkit.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bcdkit.edit.StoreSnapshot;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.ObjectValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;

class ObjectArgumentTest {

    private static final StoreSnapshot STORE = Values.snapshot(Values.store());

    @Test
    void identifiersNeedNoObject() {
        ObjectId absent = ObjectId.of("0fd8694a-e7fe-11f0-91cd-eabb9ab44a94");

        assertThat(ObjectArgument.id("{0FD8694A-e7fe-11f0-91cd-eabb9ab44a94}", STORE)).isEqualTo(absent);
        assertThat(ObjectArgument.id("0fd8694a-e7fe-11f0-91cd-eabb9ab44a94", STORE)).isEqualTo(absent);
        assertThat(ObjectArgument.id("{FwBootMgr}", STORE)).isEqualTo(WellKnown.FIRMWARE_BOOT_MANAGER);
        assertThat(ObjectArgument.id("{legacy}", STORE)).isEqualTo(WellKnown.LEGACY_LOADER);
        assertThatThrownBy(() -> ObjectArgument.find("{FwBootMgr}", STORE)).isInstanceOf(RequestException.class);
    }

    @Test
    void theDefaultEntryStandsForTheCurrentOne() {
        assertThat(ObjectArgument.id("{default}", STORE)).isEqualTo(Values.LOADER);
        assertThat(ObjectArgument.id("{CURRENT}", STORE)).isEqualTo(Values.LOADER);
        assertThat(ObjectArgument.find("{current}", STORE).id()).isEqualTo(Values.LOADER);
        assertThat(ObjectArgument.isAssumed("{Current}")).isTrue();
        assertThat(ObjectArgument.isAssumed("{default}")).isFalse();
        assertThat(ObjectArgument.isAssumed(Values.LOADER.toString())).isFalse();
    }

    @Test
    void thereIsNoDefaultWithoutOneInTheBootManager() {
        BcdStore store = Values.store();
        BcdObject bootManager = store.find(WellKnown.BOOT_MANAGER).orElseThrow().without(ElementType.DEFAULT);
        StoreSnapshot without = Values.snapshot(store.with(bootManager));

        assertThatThrownBy(() -> ObjectArgument.id("{default}", without))
                .isInstanceOf(RequestException.class)
                .hasMessage("There is no default entry in BCD.");
        assertThatThrownBy(() -> ObjectArgument.id("{current}", without))
                .isInstanceOf(RequestException.class)
                .hasMessage("There is no default entry in BCD, which would be taken for {current}.");
    }

    @Test
    void saysThatTheDefaultEntryIsGone() {
        BcdObject bootManager = Values.store().find(WellKnown.BOOT_MANAGER).orElseThrow();
        ObjectId gone = ObjectId.of("33333333-0000-11ef-8000-010203040506");
        StoreSnapshot without = Values.snapshot(Values.store().with(bootManager.with(Element.of(ElementType.DEFAULT, new ObjectValue(gone)))));

        assertThatThrownBy(() -> ObjectArgument.find("{default}", without))
                .isInstanceOf(RequestException.class)
                .hasMessage("The default entry of the boot manager, " + gone + ", is not in BCD. Name the entry that is meant by its identifier.");
        assertThatThrownBy(() -> ObjectArgument.find("{current}", without))
                .isInstanceOf(RequestException.class)
                .hasMessage("The default entry of the boot manager, " + gone + ", which would be taken for {current}, is not in BCD."
                        + " Name the entry that is meant by its identifier.");
    }

    @Test
    void refusesWhatIsNoIdentifier() {
        String none = " is no identifier: neither a GUID such as {9dea862c-5cdd-4e70-acc1-f32b344d4795} nor an alias such as {bootmgr}.";

        assertRefused("{nonsense}", "\"{nonsense}\"" + none);
        assertRefused("bootmgr", "\"bootmgr\"" + none + " Did you mean {bootmgr}?");
        assertRefused("{curent}", "\"{curent}\"" + none + " Did you mean {current}?");
        assertRefused("{9dea862c-5cdd-4e70-acc1-f32b344d479}", "\"{9dea862c-5cdd-4e70-acc1-f32b344d479}\"" + none);
        assertRefused("Windows 11", "\"Windows 11\"" + none);
        assertRefused("", "\"\"" + none);
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> ObjectArgument.id(text, STORE)).as(text).isInstanceOf(UsageException.class).hasMessage(message);
    }
}
