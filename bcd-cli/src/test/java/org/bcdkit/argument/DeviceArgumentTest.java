package org.bcdkit.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bcdkit.argument.Values.GPT;
import static org.bcdkit.argument.Values.GPT_TEXT;
import static org.bcdkit.argument.Values.IN_LOADER;
import static org.bcdkit.argument.Values.MBR;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.bcdkit.catalog.ElementText;
import org.bcdkit.catalog.Naming;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.FileDevice;
import org.bcdkit.device.DeviceDescriptor.LocateDevice;
import org.bcdkit.device.DeviceDescriptor.LocateTarget.ByElement;
import org.bcdkit.device.DeviceDescriptor.LocateTarget.ByPath;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.DeviceDescriptor.UnknownDevice;
import org.bcdkit.device.DeviceDescriptor.VirtualDiskDevice;
import org.bcdkit.device.DeviceDescriptor.VmbusDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.WellKnown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceArgumentTest {

    private static final DeviceDescriptor BOOT = new BootDevice();
    private static final DeviceDescriptor ON_GPT = new PartitionDevice(GPT);
    private static final DeviceDescriptor ON_MBR = new PartitionDevice(MBR);
    private static final int BY_PATH = 0x12000002;
    private static final int BY_SYSTEM_ROOT = 0x22000002;
    private static final ElementType FILE_DEVICE_OF_RESUME = new ElementType(0x21000001);
    private static final ElementType SDI_DEVICE = new ElementType(0x31000003);
    private static final String FORMS = " Write boot, partition=WHERE, vhd=[WHERE]\\path, ramdisk=[WHERE]\\path,{options}, file=[WHERE]\\path, locate,"
            + " locate=\\path, vmbus={type},{instance} or unknown:HEX, where WHERE is boot, locate, gpt:{disk},{partition} or mbr:SIGNATURE,OFFSET,"
            + " a drive letter such as C: that --map explains, or the folder at which a volume is mounted.";

    private static DeviceDescriptor device(String word) {
        DeviceValue value = Values.device(ElementType.DEVICE, word);
        assertThat(value.additionalOptions()).isEmpty();
        return value.device();
    }

    @Test
    void theBootDevice() {
        assertThat(device("boot")).isEqualTo(BOOT);
        assertThat(device("BOOT")).isEqualTo(BOOT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "partition=C:",
                "Partition=c",
                "hd_partition=C:",
                "PARTITION=" + GPT_TEXT,
                "partition=gpt:0b2394a9-095e-487d-8d48-719ecd4d78ca, 8E0F2C38-e4ea-47ba-b7fc-9d8c74dccf0b",
                "gpt_partition={0b2394a9-095e-487d-8d48-719ecd4d78ca};{8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b}"
            })
    void gptPartitions(String word) {
        assertThat(device(word)).isEqualTo(ON_GPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"partition=D:", "partition=mbr:0x63f07796,368050176", "hd_partition=mbr:63F07796,368050176", "partition=/mnt/data"})
    void mbrPartitions(String word) {
        assertThat(device(word)).isEqualTo(ON_MBR);
    }

    @Test
    void filesOnAnything() {
        assertThat(device("file=[C:]\\a.wim")).isEqualTo(new FileDevice(ON_GPT, "\\a.wim"));
        assertThat(device("file=[c]\\a.wim")).isEqualTo(new FileDevice(ON_GPT, "\\a.wim"));
        assertThat(device("file=[boot]\\a.wim")).isEqualTo(new FileDevice(BOOT, "\\a.wim"));
        assertThat(device("file=[/mnt/data]\\a.wim")).isEqualTo(new FileDevice(ON_MBR, "\\a.wim"));
        assertThat(device("file=[mbr:63f07796,368050176]\\a.wim")).isEqualTo(new FileDevice(ON_MBR, "\\a.wim"));
        assertThat(device("file=[partition=D:]\\a.wim")).isEqualTo(new FileDevice(ON_MBR, "\\a.wim"));
        assertThat(device("FILE=[LOCATE]\\a.wim")).isEqualTo(new FileDevice(new LocateDevice(new ByPath("\\a.wim")), "\\a.wim"));
        assertThat(device("file=[file=[C:]\\a]\\b")).isEqualTo(new FileDevice(new FileDevice(ON_GPT, "\\a"), "\\b"));
    }

    @Test
    void ramDisksWithTheirOptions() {
        RamdiskDevice image = new RamdiskDevice(BOOT, "\\sources\\boot.wim", RamdiskDevice.NO_IMAGE);

        assertThat(Values.device(ElementType.DEVICE, "ramdisk=[boot]\\sources\\boot.wim,{ramdiskoptions}"))
                .isEqualTo(new DeviceValue(image, Optional.of(WellKnown.RAMDISK_OPTIONS)));
        assertThat(Values.device(ElementType.DEVICE, "RAMDISK=[BOOT]\\sources\\boot.wim,{AE5534E0-a924-466c-b836-758539a3ee3a}"))
                .isEqualTo(new DeviceValue(image, Optional.of(WellKnown.RAMDISK_OPTIONS)));
        assertThat(device("ramdisk=[boot]\\sources\\boot.wim")).isEqualTo(image);
    }

    @Test
    void virtualDisksAreLocatedByTheUsualElementUnlessItIsSaid() {
        String word = "vhd=[C:]\\vhds\\w 11.vhdx";

        assertThat(Values.device(ElementType.DEVICE, word).device()).isEqualTo(DeviceDescriptor.vhd(ON_GPT, "\\vhds\\w 11.vhdx", BY_PATH));
        assertThat(Values.device(ElementType.OS_DEVICE, word).device()).isEqualTo(DeviceDescriptor.vhd(ON_GPT, "\\vhds\\w 11.vhdx", BY_SYSTEM_ROOT));
        assertThat(Values.device(SDI_DEVICE, word).device()).isEqualTo(DeviceDescriptor.vhd(ON_GPT, "\\vhds\\w 11.vhdx", BY_PATH));
        assertThat(device("vhd=[boot]\\w.vhd,locate=custom:22000002")).isEqualTo(DeviceDescriptor.vhd(BOOT, "\\w.vhd", BY_SYSTEM_ROOT));
        assertThat(device("VHD=[LOCATE]\\w.vhd,LOCATE=CUSTOM:220000FF")).isEqualTo(DeviceDescriptor.vhdLocated("\\w.vhd", 0x220000ff));
    }

    @Test
    void partitionsOfVirtualDisksAndWholeOnes() {
        FileDevice file = new FileDevice(ON_MBR, "\\p.vhdx");

        assertThat(device("partition=" + GPT_TEXT + ",vhd=[D:]\\p.vhdx")).isEqualTo(new PartitionDevice(GPT, Optional.of(file)));
        assertThat(device("partition=C:,vhd=[/mnt/data]\\p.vhdx")).isEqualTo(new PartitionDevice(GPT, Optional.of(file)));
        assertThat(device("virtualdisk=[D:]\\p.vhdx")).isEqualTo(new VirtualDiskDevice(file));
        assertThat(device("virtualdisk=[D:]")).isEqualTo(new VirtualDiskDevice(ON_MBR));
    }

    @Test
    void devicesToBeLookedFor() {
        assertThat(device("locate")).isEqualTo(new LocateDevice(new ByElement(BY_PATH)));
        assertThat(Values.device(ElementType.OS_DEVICE, "Locate").device()).isEqualTo(new LocateDevice(new ByElement(BY_SYSTEM_ROOT)));
        assertThat(Values.device(FILE_DEVICE_OF_RESUME, "locate").device()).isEqualTo(new LocateDevice(new ByElement(BY_SYSTEM_ROOT)));
        assertThat(device("locate=custom:22000002")).isEqualTo(new LocateDevice(new ByElement(BY_SYSTEM_ROOT)));
        assertThat(device("locate=\\Windows\\system32\\winload.exe")).isEqualTo(new LocateDevice(new ByPath("\\Windows\\system32\\winload.exe")));
        assertThat(device("locate=[C:]\\Windows")).isEqualTo(new LocateDevice(new ByPath("\\Windows"), Optional.of(ON_GPT)));
        assertThat(device("locate=[virtualdisk=[boot]]custom:12000002"))
                .isEqualTo(new LocateDevice(new ByElement(BY_PATH), Optional.of(new VirtualDiskDevice(BOOT))));
    }

    @Test
    void vmbusDevices() {
        UUID type = UUID.fromString("0b2394a9-095e-487d-8d48-719ecd4d78ca");
        UUID instance = UUID.fromString("8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b");

        assertThat(device("vmbus={" + type + "},{" + instance + "}")).isEqualTo(new VmbusDevice(type, instance));
    }

    @Test
    void bytesThatNobodyUnderstandsAreTakenAsTheyAre() {
        String hex = "0300000000000000" + "1400000000000000" + "00ff00ff";

        assertThat(device("unknown:" + hex)).isEqualTo(new UnknownDevice(3, Bytes.ofHex(hex)));
        assertThat(device("file=[UNKNOWN:" + hex + "]\\a")).isEqualTo(new FileDevice(new UnknownDevice(3, Bytes.ofHex(hex)), "\\a"));
    }

    @Test
    void bytesThatAreUnderstoodMeanWhatTheyMean() {
        String boot = "05000000000000004800000000000000" + "00".repeat(56);
        String flagged = "05000000010000004800000000000000" + "00".repeat(56);

        assertThat(device("unknown:" + boot)).isEqualTo(BOOT);
        assertThat(device("unknown:" + flagged)).isEqualTo(new UnknownDevice(5, Bytes.ofHex(flagged)));
        assertThat(Values.device(ElementType.DEVICE, "unknown:" + flagged + ",{ramdiskoptions}"))
                .isEqualTo(new DeviceValue(BOOT, Optional.of(WellKnown.RAMDISK_OPTIONS)));
    }

    @Test
    void whatIsNotAllowedInPathsStandsForCharacters() {
        assertThat(device("file=[boot]\\a<2c>{b}<3C>")).isEqualTo(new FileDevice(BOOT, "\\a,{b}<"));
        assertThat(device("file=[boot]<>name")).isEqualTo(new FileDevice(BOOT, "name"));
        assertThat(device("file=[boot]\\a,b]c[d")).isEqualTo(new FileDevice(BOOT, "\\a,b]c[d"));
        assertThat(device("file=[boot]\\größe <d83d>")).isEqualTo(new FileDevice(BOOT, "\\größe \ud83d"));
    }

    @Test
    void aDriveLetterNeedsAMeaning() {
        String message = "Drive letter E means nothing here: letters are what one running Windows calls its volumes. Say which volume is meant with"
                + " --map E=/mnt/windows, where it is mounted, or --map E=gpt:{disk},{partition}.";
        for (String word : List.of("partition=E:", "vhd=[e:]\\w.vhd", "ramdisk=[E]\\w.wim,{ramdiskoptions}")) {
            assertThatThrownBy(() -> device(word)).as(word).isInstanceOf(UsageException.class).hasMessage(message);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vhd=nonsense | where a file is stands in brackets before its path, as in vhd=[C:]\\path",
                "vhd=[C:\\w.vhd | \"C:\\w.vhd\" is no partition",
                "vhd=[boot\\w.vhd | no kind of device begins with \"boot\\w.vhd\"",
                "vhd=[locate=\\a | a closing bracket is missing",
                "vhd=[boot,x]\\w.vhd | a closing bracket is missing before \",x]\\w.vhd\"",
                "vhd=[boot] | a path begins with a backslash",
                "vhd=[boot]w.vhd | a path begins with a backslash, and not with \"w.vhd\"",
                "vhd=[boot]/w.vhd | a path begins with a backslash, and not with \"/w.vhd\"",
                "vhd=[boot]<> | its path is empty",
                "vhd=[boot]\\a<b | no Windows path has an opening angle bracket in it; it stands before the number of a character, as in <2c> for a comma",
                "vhd=[boot]\\a<0> | no Windows path has an opening angle bracket in it; it stands before the number of a character, as in <2c> for a comma",
                "vhd=[boot]\\a<10000> | no Windows path has an opening angle bracket in it; it stands before the number of a character, as in <2c> for a comma",
                "vhd=[boot]\\w.vhd,locate=path | the element to locate by is written locate=custom: and eight hexadecimal digits, and not \"path\"",
                "vhd=[boot]\\w.vhd,locate=custom:1 | the element to locate by is written locate=custom: and eight hexadecimal digits, and not \"1\"",
                "file=[boot]\\w.vhd,locate=custom:12000002 | \",locate=custom:12000002\" is left over",
                "boot,boot | \",boot\" is left over",
                "bootx | no kind of device begins with \"bootx\"",
                "C: | no kind of device begins with \"C:\"",
                "'' | no kind of device begins with \"\"",
                "locate= | a path begins with a backslash",
                "virtualdisk=[locate] | a path begins with a backslash",
                "locate=unknown | a path begins with a backslash, and not with \"unknown\"",
                "unknown | unknown is what bcdedit prints when it does not find a device, and says nothing about it",
                "ramdisk=[unknown]\\a.wim,{ramdiskoptions} | unknown is what bcdedit prints when it does not find a device, and says nothing about it",
                "unknown: | unknown: takes the bytes of a descriptor, each in two hexadecimal digits",
                "unknown:123 | unknown: takes the bytes of a descriptor, each in two hexadecimal digits",
                "unknown:xx | unknown: takes the bytes of a descriptor, each in two hexadecimal digits",
                "unknown:00 | the 1 bytes behind unknown: are not the whole descriptor, which has its own size in bytes 8 to 11",
                "partition= | \"\" is no partition",
                "partition=sda1 | \"sda1\" is no partition",
                "partition=boot | \"boot\" is no partition",
                "gpt_partition=x | gpt_partition= takes {disk};{partition}",
                "vmbus=x | \"x\" is no GUID, and that of the type belongs there",
                "vmbus={0b2394a9-095e-487d-8d48-719ecd4d78ca} | vmbus= takes {type},{instance}",
                "boot,{00000000-0000-0000-0000-000000000000} | options of all zeros mean that there are none",
                "partition=\\Device\\HarddiskVolume2 | a name such as \\Device\\HarddiskVolume1 is given anew at each start,"
                        + " and means something only on the machine that printed it",
                "ramdisk=[\\device\\harddiskvolume3]\\w.wim,{ramdiskoptions} | a name such as \\Device\\HarddiskVolume1 is given anew at each start,"
                        + " and means something only on the machine that printed it",
            })
    void saysWhatIsWrongAndWhatCanBeWritten(String word, String problem) {
        assertThatThrownBy(() -> device(word))
                .isInstanceOf(UsageException.class)
                .hasMessage("device: \"" + word + "\" is no device: " + problem + "." + FORMS);
    }

    @Test
    void refusesControlCharactersAndOptionsThatAreNone() {
        assertThatThrownBy(() -> device("file=[boot]\\a\nb"))
                .isInstanceOf(UsageException.class)
                .hasMessage("device: \"file=[boot]\\a\\0ab\" is no device: its path has a control character in it." + FORMS);
        assertThatThrownBy(() -> device("ramdisk=[boot]\\a.wim,{ramdiskoption}"))
                .isInstanceOf(UsageException.class)
                .hasMessage("\"{ramdiskoption}\" is no identifier: neither a GUID such as {9dea862c-5cdd-4e70-acc1-f32b344d4795} nor an alias such as"
                        + " {bootmgr}. Did you mean {ramdiskoptions}?");
        assertThatThrownBy(() -> device("partition=gpt:x,{8e0f2c38-e4ea-47ba-b7fc-9d8c74dccf0b}"))
                .isInstanceOf(UsageException.class)
                .hasMessage("device: \"x\" is no GUID; gpt:{disk},{partition} needs that of the disk here.");
        assertThatThrownBy(() -> device("partition=/mnt/other")).isInstanceOf(RequestException.class).hasMessage("nothing is mounted at /mnt/other");
    }

    @Test
    void refusesWhatDescriptorsCannotHold() {
        assertThat(device("file=[".repeat(15) + "boot" + "]\\a".repeat(15))).isInstanceOf(FileDevice.class);
        for (int nested : new int[] {16, 17, 10_000}) {
            String word = "file=[".repeat(nested) + "boot" + "]\\a".repeat(nested);
            assertThatThrownBy(() -> device(word))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("it has more than 16 devices in one another.");
        }
        String virtual = "vhd=[".repeat(6) + "boot" + "]\\a".repeat(6);
        assertThatThrownBy(() -> device(virtual)).isInstanceOf(UsageException.class).hasMessageContaining("descriptors are nested up to 16 deep");
    }

    /** Any device, in any element, with any options and in all namings, comes back from its text, so no two have the same. */
    @Test
    void everyTextIsReadBack() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<String, DeviceValue> seen = new HashMap<>();
        Map<Character, PartitionId> letters = Map.of('C', Values.GPT, 'D', Values.MBR);
        List<Naming> namings = List.of(Naming.IDENTITIES, Naming.bcdedit(Values.store(), letters), Naming.bcdeditInFull(letters));
        for (int i = 0; i < 20_000; i++) {
            ElementType type = random.nextBoolean() ? ElementType.OS_DEVICE : ElementType.DEVICE;
            DeviceValue value = RandomDevices.value(random);
            String text = ElementText.lines(Element.of(type, value), IN_LOADER, namings.get(random.nextInt(namings.size()))).get(0);

            assertThat(Values.device(type, text)).as("seed " + seed + ": " + text).isEqualTo(value);
            assertThat(text.chars().noneMatch(Character::isISOControl)).as(text).isTrue();
            seen.put(type + text, value);
        }
        assertThat(seen).hasSizeGreaterThan(10_000);
    }

    /** Whatever is written, it is refused in so many words, or it is a device that a store can hold and give back. */
    @Test
    void damagedTextIsRefusedOrTaken() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = damaged(ElementText.lines(ElementType.DEVICE, RandomDevices.value(random), IN_LOADER).get(0), random);
            try {
                DeviceValue value = Values.device(ElementType.DEVICE, text);
                assertThat(Element.of(ElementType.DEVICE, value).value()).as("seed " + seed + ": " + text).isEqualTo(value);
                assertThat(Values.readBack(ElementType.DEVICE, IN_LOADER, value)).as("seed " + seed + ": " + text).isEqualTo(value);
                taken++;
            } catch (UsageException | RequestException e) {
                assertThat(e.getMessage()).as(text).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
        assertThat(taken).isBetween(500, 19_000);
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0 && damaged.length() > 0; i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(4)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, RandomDevices.path(random));
                case 2 -> damaged.setCharAt(at, (char) random.nextInt(256));
                default -> damaged.setLength(at);
            }
        }
        return damaged.toString();
    }
}
