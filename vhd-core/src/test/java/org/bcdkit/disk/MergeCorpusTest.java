package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bcdkit.storage.Progress;
import org.bcdkit.testing.CorpusTest;
import org.bcdkit.testing.DiskCorpus;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real differencing disks are merged into copies of their parents. */
@CorpusTest
class MergeCorpusTest {

    private static final DiskImages IMAGES = DiskImages.inFiles(VolumeMap.EMPTY);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(value = DiskFormat.class, names = {"VHD", "VHDX"})
    void aMergedParentHoldsWhatLibvhdiReadsFromTheChain(DiskFormat format) throws IOException {
        Path child = null;
        Path parent = null;
        for (DiskCorpus image : DiskCorpus.ofKind(format.word())) {
            String name = image.path().getFileName().toString();
            if (name.startsWith("ntfs-parent.") || name.startsWith("ntfs-differential.")) {
                Path unpacked = image.unpack(folder);
                Path copy = folder.resolve(unpacked.getFileName());
                if (!unpacked.getParent().equals(folder)) {
                    Files.write(copy, Files.readAllBytes(unpacked));
                }
                child = name.startsWith("ntfs-differential.") ? copy : child;
                parent = name.startsWith("ntfs-parent.") ? copy : parent;
            }
        }
        String flat = IndependentDiskReaders.libvhdi(child, parent);
        try (Merge merge = Merge.plan(IMAGES, List.of(child, parent))) {
            merge.apply(Progress.NONE);
        }
        assertThat(IndependentDiskReaders.libvhdi(parent)).isEqualTo(flat);
        assertThat(IndependentDiskReaders.libvhdi(child, parent)).isEqualTo(flat);
        try (VirtualDisk chain = IMAGES.open(child)) {
            assertThat(chain.remarks()).isEmpty();
        }
    }
}
