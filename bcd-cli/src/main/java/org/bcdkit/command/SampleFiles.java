package org.bcdkit.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.Extent;
import org.bcdkit.disk.NewDisk;
import org.bcdkit.disk.NewImageFile;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.edit.ObjectIds;
import org.bcdkit.edit.StoreFile;
import org.bcdkit.edit.StoreTemplate;
import org.bcdkit.edit.WindowsGeneration;
import org.bcdkit.partition.GptWriter;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionType;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.RandomGuid;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.ObjectId;
import org.bcdkit.vhdx.VhdxIdentity;

/**
 * A boot store and a virtual disk to try things out on: the store is one that Windows 11 makes under UEFI, on a machine that does not exist; the
 * disk has a partition with the outline of a Windows 11 in it, enough to be judged and not to start.
 */
record SampleFiles(Path store, Path image) {

    static final String STORE_TEXT = "a boot store for UEFI with Windows 11 in its menu";
    static final String IMAGE_TEXT = "a dynamic VHDX of 64 MiB with the outline of a Windows 11";

    private static final int MIB = 1 << 20;
    private static final long DISK = 64 * MIB;
    private static final int SECTOR = 512;

    static SampleFiles in(Path folder) {
        return new SampleFiles(folder.resolve("BCD"), folder.resolve("windows11.vhdx"));
    }

    /** Makes both files. */
    void create(Surroundings surroundings) throws IOException {
        new StoreFile(store, surroundings.clock()).create(sampleStore(surroundings));
        NewImageFile.createVhdx(image, sampleDisk(), VhdxIdentity.random());
    }

    private static BcdStore sampleStore(Surroundings surroundings) {
        UUID disk = RandomGuid.next();
        StoreTemplate template = new StoreTemplate(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_11, StoreTemplate.DEFAULT_LOCALE);
        BcdStore store = template.store(partition(disk));
        Random random = new Random();
        ObjectId loader = ObjectIds.fresh(store, surroundings.clock(), random);
        ObjectId resume = ObjectIds.fresh(store, surroundings.clock(), random);
        return template.withWindows(store, loader, resume, partition(disk));
    }

    private static DeviceDescriptor partition(UUID disk) {
        return new PartitionDevice(new PartitionId.Gpt(disk, RandomGuid.next()));
    }

    /**
     * An NTFS volume, which starts at the first mebibyte of its disk. Other programs made it. Each of its 16-bit numbers is kept as the difference from
     * the one before, because the largest file of an empty volume, the table of upper-case letters, packs well that way only.
     */
    static Bytes windowsVolume() throws IOException {
        try (InputStream packed = SampleFiles.class.getResourceAsStream("sample-windows.ntfs.gz");
                InputStream differences = new GZIPInputStream(packed)) {
            byte[] volume = differences.readAllBytes();
            int number = 0;
            for (int i = 0; i < volume.length; i += Short.BYTES) {
                number += Byte.toUnsignedInt(volume[i]) + (Byte.toUnsignedInt(volume[i + 1]) << Byte.SIZE);
                volume[i] = (byte) number;
                volume[i + 1] = (byte) (number >> Byte.SIZE);
            }
            return Bytes.of(volume);
        }
    }

    private static NewDisk sampleDisk() throws IOException {
        UUID disk = RandomGuid.next();
        Partition windows = Partition.gpt(1, PartitionType.Gpt.BASIC_DATA, disk, RandomGuid.next(), MIB, DISK - 2 * MIB, "Windows", 0);
        List<Extent> contents = new ArrayList<>(GptWriter.write(disk, DISK, SECTOR, List.of(windows)));
        contents.add(new Extent(MIB, windowsVolume()));
        return new NewDisk(DiskKind.DYNAMIC, DISK, MIB, SECTOR, contents);
    }
}
