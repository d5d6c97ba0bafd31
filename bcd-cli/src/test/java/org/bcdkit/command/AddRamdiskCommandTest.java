package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bcdkit.cli.Bcd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddRamdiskCommandTest {

    private static final String GUID = "\\{[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\\}";
    private static final String DATA = "gpt:" + SampleStore.DISK + ",{b0000000-0000-4000-8000-000000000004}";

    @TempDir
    Path folder;

    private Path store;
    private Path volume;
    private Path wim;

    @BeforeEach
    void prepare() throws IOException {
        store = SampleStore.in(folder);
        volume = Files.createDirectory(folder.resolve("volume"));
        wim = wim(Files.createDirectory(volume.resolve("PE")).resolve("boot.wim"), 1);
        sdi(Files.createDirectory(volume.resolve("Boot")).resolve("Boot.SDI"));
    }

    /** A WIM with one image, of which nothing is told. */
    private static Path wim(Path path, int bootIndex) throws IOException {
        byte[] xml = "\uFEFF<WIM><IMAGE INDEX='1'/></WIM>".getBytes(StandardCharsets.UTF_16LE);
        ByteBuffer file = ByteBuffer.allocate(208 + xml.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("MSWIM\0\0\0".getBytes(StandardCharsets.US_ASCII)).putInt(208).putInt(0x10d00);
        file.putShort(40, (short) 1).putShort(42, (short) 1).putInt(44, 1).putInt(120, bootIndex);
        file.putLong(72, xml.length).putLong(80, 208).putLong(88, xml.length).put(208, xml);
        return Files.write(path, file.array());
    }

    private static Path sdi(Path path) throws IOException {
        return Files.writeString(path, "$SDI0001");
    }

    private Bcd onVolume() {
        // Identifiers begin with the time, and changes are in the order of identifiers.
        Bcd bcd = new Bcd().at(SampleStore.MORNING);
        bcd.machine().volume(volume, SampleStore.DATA);
        return bcd;
    }

    private Bcd.Result add(String... words) {
        return onVolume().call(Calls.on(store, words)).with(GUID, "{new}").with("The old store is kept as .*", "kept").with("To go back: .*", "undo");
    }

    @Test
    void addsAnEntryForWhereTheWimLies() {
        assertThat(add("add", "ramdisk", wim.toString(), "--name", "PE"))
                .isEqualTo(new Bcd.Result(
                        0,
                        """
                        Add "PE" to the boot menu
                          + {new} Windows Boot Loader "PE"
                            + device                  ramdisk=[%1$s]\\PE\\boot.wim,{ramdiskoptions}
                            + path                    \\windows\\system32\\boot\\winload.efi
                            + description             PE
                            + locale                  en-us
                            + inherit                 {bootloadersettings}
                            + isolatedcontext         Yes
                            + osdevice                ramdisk=[%1$s]\\PE\\boot.wim,{ramdiskoptions}
                            + systemroot              \\windows
                            + bootmenupolicy          Standard
                            + detecthal               Yes
                            + winpe                   Yes
                            + ems                     No
                          ~ {bootmgr} displayorder  {new} → {new}, {new}
                          + {ramdiskoptions}        Setup Ramdisk Options "Ramdisk Options"
                            + description             Ramdisk Options
                            + ramdisksdidevice        partition=%1$s
                            + ramdisksdipath          \\boot\\boot.sdi
                        2 to add, 1 to change, 0 to delete.
                        kept
                        undo
                        """
                                .formatted(DATA),
                        ""));
        assertThat(add("add", "ramdisk", wim.toString(), "--name", "PE"))
                .isEqualTo(new Bcd.Result(0, "Nothing to do: {new} \"PE\" starts this WIM already and is in the menu.\n", ""));
        assertThat(Calls.run(store, "check")).isEqualTo(new Bcd.Result(0, "No problems found.\n", ""));
    }

    @Test
    void prefersTheSdiFileBesideTheWim() throws IOException {
        sdi(volume.resolve("PE").resolve("boot.sdi"));
        assertThat(add("add", "ramdisk", wim.toString(), "--dry-run").out()).contains("ramdisksdipath          \\PE\\boot.sdi\n");
    }

    @Test
    void takesTheSdiFileThatIsNamed() throws IOException {
        Path other = sdi(volume.resolve("x.sdi"));
        assertThat(add("add", "ramdisk", wim.toString(), "--sdi", other.toString(), "--dry-run").out()).contains("ramdisksdipath          \\x.sdi\n");
        assertThat(add("add", "ramdisk", wim.toString(), "--sdi", "\\x.sdi", "--dry-run").out()).contains("ramdisksdipath          \\x.sdi\n");
    }

    @Test
    void writesAnObjectForJson() {
        Bcd.Result result = add("add", "ramdisk", wim.toString(), "--json", "--dry-run");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("""
                          "entry": "{new}",
                          "device": {
                            "kind": "ramdisk",
                        """)
                .contains("\"options\": \"{ae5534e0-a924-466c-b836-758539a3ee3a}\"");
    }

    @Test
    void refusesWhatWouldNotStart() throws IOException {
        Files.delete(volume.resolve("Boot").resolve("Boot.SDI"));
        Path bad = wim(volume.resolve("install.wim"), 0);
        Bcd.Result result = add("add", "ramdisk", bad.toString());
        assertThat(result)
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "error: " + bad + " names no image to start [RAM-01]\n  Set it: `wimlib-imagex info FILE.wim INDEX --boot`.\n"
                                + "error: there is no \\boot\\boot.sdi on the volume at " + volume + ", without which no RAM disk is made [RAM-06]\n"
                                + "  Copy the boot.sdi of any Windows there (Windows\\Boot\\DVD\\EFI\\boot.sdi), or name another one with --sdi.\n"
                                + "bcd: Nothing was changed; --force carries on all the same.\n"));
        assertThat(add("add", "ramdisk", bad.toString(), "--force").code()).isZero();
    }

    @Test
    void namesTheBootDeviceAndOtherPartitions() {
        assertThat(add("add", "ramdisk", wim.toString(), "--host", "boot", "--dry-run").out())
                .contains("device                  ramdisk=[boot]\\PE\\boot.wim,{ramdiskoptions}");
        String other = "gpt:" + SampleStore.DISK + ",{b0000000-0000-4000-8000-000000000009}";
        Bcd.Result result = add("add", "ramdisk", wim.toString(), "--host", other, "--path", "\\a.wim", "--dry-run");
        assertThat(result.err()).isEqualTo("note: whether \\boot\\boot.sdi is there cannot be seen from here [RAM-06]\n");
        assertThat(result.out()).contains("device                  ramdisk=[" + other + "]\\a.wim,{ramdiskoptions}");
        assertThat(add("add", "ramdisk", wim.toString(), "--host", other))
                .isEqualTo(new Bcd.Result(
                        3,
                        "",
                        "bcd: --host names another volume than " + wim + " lies on, so its path there is not known. Give it with --path, for instance --path"
                                + " '\\sources\\boot.wim'.\n"));
        assertThat(add("add", "ramdisk", wim.toString(), "--host", "locate").err())
                .startsWith("bcd: --host locate is for VHDs: a RAM disk is loaded from a volume that is named. Name a partition, or boot.\n");
    }

    @Test
    void refusesWhatIsNoWim() throws IOException {
        Path file = Files.writeString(volume.resolve("x.wim"), "no WIM");
        assertThat(add("add", "ramdisk", file.toString()))
                .isEqualTo(new Bcd.Result(
                        4, "", "bcd: " + file + ": WIM header at 0x0: it takes 208 bytes, and the file has 6\n"));
        assertThat(add("add", "ramdisk", volume.resolve("none.wim").toString()).code()).isEqualTo(3);
        assertThat(add("add", "ramdisk", wim.toString(), "--first", "--last").code()).isEqualTo(2);
    }
}
