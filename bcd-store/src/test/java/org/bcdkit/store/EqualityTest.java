package org.bcdkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The records whose equality is written out by hand. */
class EqualityTest {

    @Test
    void elementTypesAreEqualWhenTheirNumbersAre() {
        assertThat(new ElementType(0x11000001)).isEqualTo(ElementType.DEVICE).hasSameHashCodeAs(ElementType.DEVICE);
        assertThat(new ElementType(0x11000002)).isNotEqualTo(ElementType.DEVICE);
    }

    @Test
    void objectTypesAreEqualWhenTheirNumbersAre() {
        assertThat(new ObjectType(0x10200003)).isEqualTo(ObjectType.OS_LOADER).hasSameHashCodeAs(ObjectType.OS_LOADER);
        assertThat(new ObjectType(0x20200003)).isNotEqualTo(ObjectType.OS_LOADER);
    }

    @Test
    void identifiersAreEqualWhenTheirGuidsAre() {
        ObjectId same = new ObjectId(UUID.fromString("9dea862c-5cdd-4e70-acc1-f32b344d4795"));

        assertThat(same).isEqualTo(WellKnown.BOOT_MANAGER).hasSameHashCodeAs(WellKnown.BOOT_MANAGER);
        assertThat(WellKnown.MEMORY_TESTER).isNotEqualTo(WellKnown.BOOT_MANAGER);
    }

    @Test
    void nothingIsEqualToAValueOfAnotherKind() {
        assertThat(new ElementType(0x10200003).equals((Object) ObjectType.OS_LOADER)).isFalse();
        assertThat(ObjectType.OS_LOADER.equals((Object) new ElementType(0x10200003))).isFalse();
        assertThat(WellKnown.BOOT_MANAGER.equals((Object) WellKnown.BOOT_MANAGER.value())).isFalse();
    }
}
