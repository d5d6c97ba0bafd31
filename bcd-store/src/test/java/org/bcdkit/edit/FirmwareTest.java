package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bcdkit.edit.SampleStores.LOADER;

import java.util.List;
import java.util.Optional;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.StringValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.ObjectType;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;

class FirmwareTest {

    private static final ObjectId OTHER = ObjectId.of("22222222-0000-11ef-8000-010203040506");

    @Test
    void takesTheBootManagersPathFirst() {
        BcdStore store = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10).with(loader(LOADER, "\\Windows\\system32\\winload.exe"));

        assertThat(Firmware.of(store)).isEqualTo(certain(FirmwareKind.UEFI));
    }

    @Test
    void takesTheDefaultLoaderWhereTheBootManagerHasNoPath() {
        BcdStore store = SampleStores.windows(FirmwareKind.BIOS, WindowsGeneration.WINDOWS_10)
                .with(SampleStores.windows(FirmwareKind.BIOS, WindowsGeneration.WINDOWS_10).find(LOADER).orElseThrow()
                        .with(path("\\windows\\system32\\boot\\winload.efi")))
                .with(loader(OTHER, "\\Windows\\system32\\winload.exe"));

        assertThat(Firmware.of(store)).isEqualTo(certain(FirmwareKind.UEFI));
    }

    @Test
    void takesTheOtherLoadersWhenTheyAgree() {
        BcdStore store = withoutPrograms().with(loader(OTHER, "\\x\\WINLOAD.EFI"));

        assertThat(Firmware.of(store)).isEqualTo(certain(FirmwareKind.UEFI));
    }

    @Test
    void doesNotDecideBetweenLoadersThatContradictEachOther() {
        BcdStore store = withoutPrograms()
                .with(loader(OTHER, "\\winload.efi"))
                .with(loader(LOADER, "\\winload.exe"))
                .with(loader(SampleStores.NEW, "\\winload.efi"));

        assertThat(Firmware.of(store)).isEqualTo(new Firmware.Verdict(Optional.empty(), false));
    }

    @Test
    void knowsThatRealModeBootSectorsRunUnderBiosOnly() {
        BcdStore store = withoutPrograms().with(new BcdObject(OTHER, ObjectType.BOOT_SECTOR, List.of(path("\\grub\\core.img"))));

        assertThat(Firmware.of(store)).isEqualTo(certain(FirmwareKind.BIOS));
    }

    @Test
    void ignoresWhatTheFirmwareStartsBesidesWindows() {
        BcdStore store = withoutPrograms().with(new BcdObject(OTHER, ObjectType.FIRMWARE_APPLICATION, List.of(path("\\EFI\\grub\\grubx64.efi"))));

        assertThat(Firmware.of(store).guessed()).isTrue();
    }

    @Test
    void guessesBiosForABootManagerWithoutPathWhereNothingElseTells() {
        assertThat(Firmware.of(withoutPrograms())).isEqualTo(new Firmware.Verdict(Optional.of(FirmwareKind.BIOS), true));
    }

    @Test
    void knowsNothingOfAStoreWithoutBootManager() {
        assertThat(Firmware.of(new BcdStore(List.of(), List.of()))).isEqualTo(new Firmware.Verdict(Optional.empty(), false));
    }

    private static Firmware.Verdict certain(FirmwareKind kind) {
        return new Firmware.Verdict(Optional.of(kind), false);
    }

    private static BcdStore withoutPrograms() {
        return SampleStores.empty(FirmwareKind.BIOS).without(WellKnown.MEMORY_TESTER);
    }

    private static BcdObject loader(ObjectId id, String path) {
        return new BcdObject(id, ObjectType.OS_LOADER, List.of(path(path)));
    }

    private static Element path(String path) {
        return Element.of(ElementType.PATH, new StringValue(path));
    }
}
