package org.bcdkit.ntfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.partition.Partition;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.storage.Storage;
import org.bcdkit.testing.CorpusTest;
import org.bcdkit.testing.DiskCorpus;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.NtfsReading;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Volumes that Windows made: every name and every file as The Sleuth Kit reads them. */
@CorpusTest
class NtfsCorpusTest {

    @TempDir
    private static Path folder;

    static List<DiskCorpus> images() throws IOException {
        return Stream.of("image", "vhd", "vhdx")
                .flatMap(kind -> {
                    try {
                        return DiskCorpus.ofKind(kind).stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .filter(image -> image.file().contains("ntfs") || image.file().contains("vss.raw") || image.file().contains("windows_volume"))
                .toList();
    }

    private static Path unpack(DiskCorpus image) throws IOException {
        if (!image.file().endsWith(".qcow2")) {
            return image.unpack(folder);
        }
        Path raw = folder.resolve("windows_volume.raw");
        Path qemu = IndependentTool.require("qemu-img", "qemu-utils");
        IndependentTool.Outcome outcome = IndependentTool.run(qemu, "convert", "-O", "raw", image.path().toString(), raw.toString());
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        return raw;
    }

    @ParameterizedTest
    @MethodSource("images")
    void readsEveryFileAsOthersDo(DiskCorpus image) throws IOException {
        for (DiskCorpus parent : DiskCorpus.ofKind(image.kind())) {
            if (parent.file().contains("ntfs-parent")) {
                parent.unpack(folder);
            }
        }
        Path file = unpack(image);
        try (VirtualDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).openAny(file)) {
            int compared = 0;
            for (Storage partition : partitions(disk)) {
                if (new String(partition.read(3, 4), StandardCharsets.US_ASCII).equals("NTFS")) {
                    compared += compare(partition);
                }
            }
            assertThat(compared).isPositive();
        }
    }

    private static List<Storage> partitions(VirtualDisk disk) throws IOException {
        PartitionTable table = PartitionTables.read(disk.contents());
        List<Storage> partitions = new ArrayList<>();
        if (table.partitions().isEmpty()) {
            partitions.add(disk.contents());
        }
        for (Partition partition : table.partitions()) {
            partitions.add(disk.contents().slice("partition " + partition.number(), partition.start(), partition.length()));
        }
        return partitions;
    }

    private static int compare(Storage partition) throws IOException {
        Path copy = Files.createTempFile(folder, "partition", ".ntfs");
        Files.write(copy, partition.read(0, (int) partition.size()));
        NtfsFileSystem volume = NtfsFileSystem.open(partition);
        Set<String> names = new TreeSet<>();
        int files = compare(volume, volume.root(), "", copy, names);
        for (String name : List.of("$MFT", "$Boot", "$LogFile", "$Bitmap", "$UpCase", "$AttrDef")) {
            compare(volume, NtfsReading.entry(volume, "/" + name), copy);
            files++;
        }
        String bySleuthKit = NtfsReading.run("fls", "-r", "-p", "-u", copy.toString()).text();
        Set<String> expected = new TreeSet<>();
        for (String line : bySleuthKit.lines().toList()) {
            String name = line.substring(line.indexOf('\t') + 1);
            boolean isOfTheFileSystem = name.startsWith("$") && !name.startsWith("$RECYCLE.BIN");
            boolean isStream = name.contains(":");
            if (!isOfTheFileSystem && !isStream) {
                expected.add(name);
            }
        }
        assertThat(names).isEqualTo(expected);
        return files;
    }

    private static void compare(NtfsFileSystem volume, FileEntry entry, Path copy) throws IOException {
        Storage content = volume.open(entry);
        assertThat(content.size()).isEqualTo(entry.size());
        assertThat(content.read(0, (int) content.size())).as(entry.name()).isEqualTo(NtfsReading.icat(copy, entry));
    }

    private static int compare(NtfsFileSystem volume, FileEntry parent, String path, Path copy, Set<String> names) throws IOException {
        int files = 0;
        for (FileEntry entry : volume.list(parent)) {
            names.add(path + entry.name());
            assertThat(volume.find(parent, entry.name().toUpperCase(Locale.ROOT))).contains(entry);
            switch (entry.kind()) {
                case DIRECTORY -> files += compare(volume, entry, path + entry.name() + "/", copy, names);
                case FILE -> {
                    compare(volume, entry, copy);
                    files++;
                }
                case LINK -> {}
            }
        }
        return files;
    }
}
