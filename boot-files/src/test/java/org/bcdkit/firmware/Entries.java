package org.bcdkit.firmware;

import java.util.List;
import java.util.UUID;
import org.bcdkit.firmware.HardDrive.Signature;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.WellKnown;

/** Boot entries as firmware has them. */
final class Entries {

    static final UUID PARTITION = UUID.fromString("8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b");
    static final HardDrive ESP = new HardDrive(1, 0x800, 0x14000, new Signature.Gpt(PARTITION));
    static final String WINDOWS_PATH = "\\EFI\\Microsoft\\Boot\\bootmgfw.efi";
    static final LoadOption WINDOWS =
            LoadOption.ofFile("Windows Boot Manager", ESP, WINDOWS_PATH, WindowsOptions.of(WellKnown.BOOT_MANAGER).toBytes());
    static final LoadOption DEBIAN = LoadOption.ofFile("debian", ESP, "\\EFI\\debian\\shimx64.efi", Bytes.EMPTY);
    /** A setup program that the firmware brings: not active, and in no partition. */
    static final LoadOption SETUP = new LoadOption(
            LoadOption.HIDDEN,
            "Setup",
            DevicePathList.of(new DevicePath(List.of(new DevicePathNode(4, 6, Bytes.ofHex("668b1c726c42864e8e993457c46ab0b9"))))),
            Bytes.EMPTY);

    private Entries() {}

    static EfiVariable variable(int number, LoadOption option) {
        return new EfiVariable(BootVariable.name(number), EfiVariable.USUAL, option.toBytes());
    }

    static EfiVariable order(Integer... numbers) {
        return new EfiVariable(BootVariables.ORDER, EfiVariable.USUAL, BootVariables.data(List.of(numbers)));
    }

    static EfiVariable number(String name, int number) {
        return new EfiVariable(name, EfiVariable.USUAL, BootVariables.data(List.of(number)));
    }
}
