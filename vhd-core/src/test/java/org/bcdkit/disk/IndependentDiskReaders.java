package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.IndependentTool;

/** What QEMU and libvhdi make of an image. */
final class IndependentDiskReaders {

    /**
     * Reads the first image through those behind it, its parents, and prints its size and the SHA-256 of what it holds. In pieces of the smallest blocks
     * that a VHD of Windows has: where one lies over the border of two blocks of a parent, libvhdi of 2021 reads something else behind it.
     */
    private static final String LIBVHDI =
            """
            import hashlib, pyvhdi, sys
            disks = []
            for name in sys.argv[1:]:
                disk = pyvhdi.file()
                disk.open(name)
                disks.append(disk)
            for child, parent in zip(disks, disks[1:]):
                child.set_parent(parent)
            size = disks[0].get_media_size()
            digest = hashlib.sha256()
            for at in range(0, size, 1 << 19):
                digest.update(disks[0].read_buffer_at_offset(min(1 << 19, size - at), at))
            print(size, digest.hexdigest())
            """;

    /** Reading a whole disk takes long where much else is going on. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private IndependentDiskReaders() {}

    private static IndependentTool.Outcome run(Path tool, String... arguments) {
        return IndependentTool.run(LIMIT, Map.of(), Stream.concat(Stream.of(tool.toString()), Stream.of(arguments)).toList());
    }

    /** Runs {@code qemu-img} and returns what it printed. */
    static String qemu(String... arguments) {
        Path tool = IndependentTool.require("qemu-img", "qemu-utils");
        IndependentTool.Outcome outcome = run(tool, arguments);
        assertThat(outcome.exitCode()).as("qemu-img %s: %s%s", String.join(" ", arguments), outcome.text(), outcome.stderr()).isZero();
        return outcome.text();
    }

    /** Size in bytes, a space, and SHA-256 of what libvhdi reads from {@code child} through its {@code parents}, the nearest first. */
    static String libvhdi(Path child, Path... parents) {
        Path python = IndependentTool.requirePython("pyvhdi", "python3-libvhdi");
        List<String> command = new ArrayList<>(List.of(python.toString(), "-c", LIBVHDI));
        Stream.concat(Stream.of(child), Stream.of(parents)).forEach(file -> command.add(file.toString()));
        IndependentTool.Outcome outcome = IndependentTool.run(LIMIT, Map.of(), command);
        assertThat(outcome.exitCode()).as("libvhdi on %s: %s", child, outcome.stderr()).isZero();
        return outcome.text().strip();
    }

    /** Of a raw image what {@link #libvhdi} says of one of its own. */
    static String described(Path raw) throws IOException {
        try (FileStorage storage = FileStorage.open(raw)) {
            return storage.size() + " " + DiskReading.sha256(storage);
        }
    }

    /** QEMU finds nothing wrong with {@code image}, and in it what is in {@code raw}. */
    static void qemuReads(Path image, DiskFormat format, Path raw) {
        if (format == DiskFormat.VHDX) {
            assertThat(qemu("check", "-f", "vhdx", image.toString())).isEqualTo("No errors were found on the image.\n");
        }
        // The size that is stored, not that of a geometry.
        String source = format == DiskFormat.VHDX ? "driver=vhdx" : "driver=vpc,force_size_calc=current_size";
        String identical = "Images are identical.\n";
        assertThat(qemu("compare", "--image-opts", "driver=raw,file.filename=" + raw, source + ",file.filename=" + image)).isEqualTo(identical);
    }

    /** 7-Zip finds in {@code image} what is in {@code raw}. */
    static void sevenZip(Path image, DiskFormat format, Path raw) throws IOException {
        Path tool = IndependentTool.require("7zz", "7zip");
        IndependentTool.Outcome outcome = run(tool, "e", "-so", "-t" + format.name(), image.toString());
        assertThat(outcome.exitCode()).as("7-Zip on %s: %s", image, outcome.stderr()).isZero();
        assertThat(Arrays.equals(outcome.stdout(), Files.readAllBytes(raw))).as("what 7-Zip reads from %s", image).isTrue();
    }
}
