package org.bcdkit.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.CheckLevel;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.plan.Change;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Progress;
import org.bcdkit.testing.CorpusTest;
import org.bcdkit.testing.DiskCorpus;
import org.bcdkit.testing.IndependentTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that Windows and others made. */
@CorpusTest
class ImageCheckCorpusTest {

    private static final Instant NOW = Instant.parse("2026-11-30T10:15:00Z");

    @TempDir
    Path folder;

    private static List<Finding> told(Path image) throws IOException {
        DiskImages images = DiskImages.inFiles(VolumeMap.EMPTY);
        return new ImageCheck(images, CheckLevel.DEEP, Progress.NONE).check(images.file(image)).told();
    }

    /** In a folder together, where children find their parents. */
    private List<Path> images() throws IOException {
        List<Path> images = new ArrayList<>();
        for (String kind : List.of("vhd", "vhdx")) {
            for (DiskCorpus row : DiskCorpus.ofKind(kind)) {
                Path image = row.unpack(folder);
                Path own = folder.resolve(image.getFileName());
                images.add(image.equals(own) || Files.exists(own) ? own : Files.copy(image, own));
            }
        }
        return images;
    }

    @Test
    void findsNothingWrongWithImagesThatWereClosedCleanly() throws IOException {
        List<String> dirty = new ArrayList<>();
        List<Path> images = images();
        for (Path image : images) {
            List<Finding> errors = told(image).stream().filter(Finding::isError).toList();
            if (!errors.isEmpty()) {
                assertThat(errors).as(image.toString()).singleElement().extracting(Finding::rule).isEqualTo("VHDX-X05");
                dirty.add(image.getFileName().toString());
            }
        }
        assertThat(images).hasSizeGreaterThan(10);
        assertThat(dirty).contains("vhdx-log-replay.vhdx");
    }

    @Test
    void replaysALogAsQemuDoes() throws IOException {
        Path image = image("vhdx-log-replay.vhdx");
        byte[] before = Files.readAllBytes(image);
        Path other = Files.copy(image, folder.resolve("qemu.vhdx"));
        Path qemu = IndependentTool.require("qemu-img", "qemu-utils");
        IndependentTool.run(qemu, "check", "-r", "all", other.toString());

        ImageRepair repair = ImageRepair.plan(image, false, CheckLevel.FULL);
        assertThat(repair.findings()).isEmpty();
        assertThat(repair.changes()).extracting(Change::subject).containsExactly("log at 0x100000", "headers");
        Path kept = repair.apply(NOW).orElseThrow();
        assertThat(kept).hasFileName("vhdx-log-replay.vhdx.20261130-101500-000.kept");
        assertThat(told(image)).isEmpty();
        IndependentTool.Outcome compared = IndependentTool.run(qemu, "compare", "-f", "vhdx", "-F", "vhdx", image.toString(), other.toString());
        assertThat(compared.exitCode()).as(compared.text() + compared.stderr()).isZero();
        // Beyond the header area, byte for byte.
        byte[] after = Files.readAllBytes(image);
        byte[] theirs = Files.readAllBytes(other);
        assertThat(Arrays.equals(after, 1 << 20, after.length, theirs, 1 << 20, theirs.length)).isTrue();

        ImageRepair undo = ImageRepair.planUndo(image).orElseThrow();
        assertThat(undo.apply(NOW).orElseThrow()).hasFileName("vhdx-log-replay.vhdx.20261130-101500-001.kept");
        assertThat(Arrays.equals(Files.readAllBytes(image), before)).isTrue();
        assertThat(kept).doesNotExist();
    }

    @Test
    void putsALostFooterBackWhereItWas() throws IOException {
        for (String name : List.of("ntfs-dynamic.vhd", "ntfs-differential.vhd", "hyperv2012r2-dynamic.vhd", "ext2.vhd")) {
            Path image = image(name);
            byte[] whole = Files.readAllBytes(image);
            Files.write(image, Arrays.copyOf(whole, whole.length - 512));
            Optional<Path> kept = ImageRepair.plan(image, false, CheckLevel.FULL).apply(NOW);
            assertThat(Arrays.equals(Files.readAllBytes(image), whole)).as(name).isTrue();
            assertThat(kept).isPresent();
            IndependentTool.Outcome read = IndependentTool.run(IndependentTool.require("vhdiinfo", "libvhdi-utils"), image.toString());
            assertThat(read.exitCode()).as(name + read.text() + read.stderr()).isZero();
        }
    }

    private Path image(String name) throws IOException {
        for (Path image : images()) {
            if (image.getFileName().toString().equals(name)) {
                return image;
            }
        }
        throw new IllegalStateException(name);
    }
}
