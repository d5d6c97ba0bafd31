package org.bcdkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bcdkit.cli.Bcd;
import org.bcdkit.testing.WindowsTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whether a BIOS finds the system partition that {@code bcd} made, and a boot sector finds {@code \bootmgr} there. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class BiosBootTest {

    private static final String[] OPTIONS = {"--firmware", "bios"};
    private static final int BOOT_CODE = 440; // of an MBR; the disk's signature and the table follow
    private static final int JUMP = 3;
    private static final int PARAMETERS_END = 0x5a; // FAT32
    private static final int SECTOR = 512;

    @TempDir
    Path folder;

    @Test
    void startsBootmgrFromTheActivePartition() throws IOException {
        Path standIn = Files.createDirectory(folder.resolve("stand-in"));
        WindowsTree tree = WindowsTree.windows11(Files.createDirectory(folder.resolve("win")));
        tree.file("Boot/PCAT/bootmgr", StandIn.bootmgr(standIn));
        WindowsDisk disk = WindowsDisk.mbr(folder, tree);
        assertThat(disk.addSystemPartition(OPTIONS).err()).contains("without a boot sector that loads bootmgr [INS-15]");
        try (var file = new RandomAccessFile(disk.file().toFile(), "rw")) {
            file.write(StandIn.mbr(standIn), 0, BOOT_CODE);
            byte[] sector = StandIn.bootSector(standIn);
            file.seek(disk.systemPartition());
            file.write(sector, 0, JUMP);
            file.seek(disk.systemPartition() + PARAMETERS_END);
            file.write(sector, PARAMETERS_END, SECTOR - PARAMETERS_END);
        }
        Bcd.Result again = disk.init(OPTIONS);
        assertThat(again.code()).isZero();
        assertThat(again.out()).startsWith("Nothing to do: ");
        assertThat(again.err()).doesNotContain("boot code", "bootmgr");
        assertThat(VirtualMachine.bios(folder).start(disk.file())).isEqualTo(Map.of("program", "bootmgr", "end", ""));
    }
}
