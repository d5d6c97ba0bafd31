package org.bcdkit.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.nativeboot.NativeBootCheck;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.partition.PartitionTable;
import org.bcdkit.partition.PartitionTables;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.testing.IndependentTool;
import org.bcdkit.testing.NtfsReading;
import org.bcdkit.testing.Wims;
import org.bcdkit.testing.WindowsTree;
import org.bcdkit.wim.WimSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTest {

    private static final int MIB = 1 << 20;
    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");

    @TempDir
    Path folder;

    private Path tree;
    private Path out;

    @BeforeEach
    void makeFolders() throws IOException {
        tree = Files.createDirectories(folder.resolve("tree"));
        out = Files.createDirectories(folder.resolve("out"));
    }

    private Path windows() throws IOException {
        Path wim = folder.resolve("w.wim");
        return Files.exists(wim) ? wim : captured(wim);
    }

    private Path captured(Path wim) throws IOException {
        WindowsTree.windows11(tree);
        byte[] large = new byte[3_000_000];
        new Random(3).nextBytes(large);
        Files.createDirectories(tree.resolve("Users/Grüße 漢字"));
        Files.write(tree.resolve("Users/Grüße 漢字/large.bin"), large);
        Files.createLink(tree.resolve("Users/linked.bin"), tree.resolve("Users/Grüße 漢字/large.bin"));
        return Wims.capture(tree, wim, "Windows 11", "--check");
    }

    private Deployment deployment(Path wim, String file, PartitionTable.Kind style, DiskKind kind, long size) throws IOException {
        WimSet source = WimSet.open(wim);
        DiskLayout layout = style == PartitionTable.Kind.GPT
                ? DiskLayout.gpt(size, UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())
                : DiskLayout.mbr(size, 0x1a2b3c4d);
        DiskFormat format = file.endsWith("x") ? DiskFormat.VHDX : DiskFormat.VHD;
        return new Deployment(source, source.first().images().get(0), layout, out.resolve(file), format, kind, 2 * MIB, true);
    }

    /** Hears nothing. */
    static Steps silent() {
        return title -> (done, total) -> {};
    }

    private static void apply(Deployment deployment, Path wimlib, Path mkntfs, Steps steps) throws IOException {
        deployment.apply(new Wimlib(wimlib), new Mkntfs(mkntfs), NOW, steps);
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"d.vhdx, GPT, DYNAMIC", "d.vhdx, MBR, FIXED", "d.vhd, GPT, FIXED", "d.vhd, MBR, DYNAMIC"})
    void deploysAWindowsThatOthersReadBackFileForFile(String file, PartitionTable.Kind style, DiskKind kind) throws IOException {
        Deployment deployment = deployment(windows(), file, style, kind, 100L * MIB);

        assertThat(deployment.problem()).isEmpty();
        apply(deployment, Wims.wimlib(), Wims.mkntfs(), silent());

        assertThat(out.toFile().list()).containsExactly(file);
        Path raw = folder.resolve("d.raw");
        String format = file.endsWith("x") ? "vhdx" : "vpc";
        Wims.run(IndependentTool.require("qemu-img", "qemu-utils"), "convert", "-f", format, "-O", "raw", deployment.target().toString(),
                raw.toString());
        long start = deployment.layout().windows().start();
        long length = deployment.layout().windows().length();
        Path volume = folder.resolve("volume.ntfs");
        byte[] disk = Files.readAllBytes(raw);
        Files.write(volume, Arrays.copyOfRange(disk, (int) start, (int) (start + length)));
        assertBootSectors(disk, start, length);
        assertSoundTable(raw, style);
        for (Path path : files(tree)) {
            assertThat(NtfsReading.ntfscat(volume, "/" + tree.relativize(path))).as("%s", path).isEqualTo(Files.readAllBytes(path));
        }
        assertThat(Wims.run(IndependentTool.require("ntfsfix", "ntfs-3g"), "-n", volume.toString())).contains("was processed successfully");
    }

    /**
     * That at the start and its copy in the last sector: where the partition starts is what a BIOS relies on. Specification: section 6, pitfall 1.
     */
    private static void assertBootSectors(byte[] disk, long start, long length) {
        for (long at : new long[] {start, start + length - 512}) {
            ByteBuffer sector = ByteBuffer.wrap(disk, (int) at, 512).slice().order(ByteOrder.LITTLE_ENDIAN);
            assertThat(sector.getInt(28)).as("hidden sectors at 0x%x", at).isEqualTo((int) (start / 512));
            assertThat(sector.getShort(24)).as("sectors per track").isEqualTo((short) 63);
            assertThat(sector.getShort(26)).as("heads").isEqualTo((short) 255);
        }
    }

    private static void assertSoundTable(Path raw, PartitionTable.Kind style) {
        if (style == PartitionTable.Kind.GPT) {
            assertThat(Wims.run(IndependentTool.require("sgdisk", "gdisk"), "-v", raw.toString())).contains("No problems found");
        }
        String dump = Wims.run(IndependentTool.require("sfdisk", "fdisk"), "-d", raw.toString());
        assertThat(dump).contains(style == PartitionTable.Kind.GPT
                ? "type=E3C9E316-0B5C-4DB8-817D-F92DF00215AE" : "label-id: 0x1a2b3c4d");
        assertThat(dump).contains(style == PartitionTable.Kind.GPT ? "type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7" : "type=7, bootable");
    }

    @Test
    void deploysAWindowsThatTheRulesOfNativeBootFindAndThatIsReadBackHere() throws IOException {
        Deployment deployment = deployment(windows(), "d.vhdx", PartitionTable.Kind.GPT, DiskKind.DYNAMIC, 100L * MIB);
        List<String> steps = new ArrayList<>();
        List<Long> totals = new ArrayList<>();

        apply(deployment, Wims.wimlib(), Wims.mkntfs(), title -> {
            steps.add(title);
            return (done, total) -> totals.add(total);
        });

        assertThat(steps).containsExactly("Format a volume of 82 MiB", "Apply the files", "Write the image");
        assertThat(totals).contains(100L * MIB);
        DiskImages images = DiskImages.inFiles(VolumeMap.EMPTY);
        NativeBootReport report = NativeBootCheck.check(deployment.target(), images, NativeBootFacts.UNKNOWN);
        assertThat(report.windows().orElseThrow().version().orElseThrow().build()).isEqualTo(22631);
        assertThat(report.partition()).hasValue(2);
        assertThat(report.findings()).filteredOn(finding -> finding.rule().startsWith("PRT-") || finding.rule().startsWith("VOL-"))
                .allMatch(finding -> !finding.isError());
        try (VirtualDisk disk = images.open(deployment.target())) {
            Volume volume = Volume.of(disk.contents(), PartitionTables.read(disk.contents(), 512)).get(1);
            for (Path path : files(tree)) {
                assertThat(NtfsReading.bytes(volume.open(), "/" + tree.relativize(path))).as("%s", path).isEqualTo(Files.readAllBytes(path));
            }
        }
    }

    @Test
    void makesAVeryLargeDiskWithoutReadingItsHoles() throws IOException {
        Deployment deployment = deployment(windows(), "d.vhdx", PartitionTable.Kind.GPT, DiskKind.DYNAMIC, 1L << 40);

        apply(deployment, Wims.wimlib(), Wims.mkntfs(), silent());

        assertThat(Files.size(deployment.target())).isLessThan(300L * MIB);
    }

    /** A program that does what {@code script} says. */
    private Path script(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private Deployment small() throws IOException {
        return deployment(windows(), "d.vhdx", PartitionTable.Kind.GPT, DiskKind.DYNAMIC, 60L * MIB);
    }

    @Test
    void leavesNothingWhenWimlibDiesHalfWay() throws IOException {
        Path dying = script("dying",
                "printf 'Extracting file data: 1 MiB of 4 MiB (25%%) done\\r'; echo '[ERROR] Something broke' >&2; kill -9 $$\n");
        Deployment deployment = small();

        assertThatThrownBy(() -> apply(deployment, dying, Wims.mkntfs(), silent()))
                .isInstanceOf(HostException.class)
                .hasMessage(dying + " ended with 137: Something broke");
        assertThat(out.toFile().list()).isEmpty();
    }

    @Test
    void leavesNothingWhenMkntfsFails() throws IOException {
        Path failing = script("failing", "echo one; echo two; echo three; echo four; exit 1\n");
        Deployment deployment = small();

        assertThatThrownBy(() -> apply(deployment, Wims.wimlib(), failing, silent()))
                .isInstanceOf(HostException.class)
                .hasMessage(failing + " ended with 1: two; three; four");
        assertThat(out.toFile().list()).isEmpty();
    }

    /** Each way in which wimlib ends, and what that means. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "28 | w.wim: WIM at 0x0: wimlib found it damaged: A digest did not match.",
        "74 | w.wim: WIM at 0x0: wimlib does not read it: A digest did not match.",
        "68 | cannot do this with an NTFS volume in a file: A digest did not match.",
        "72 | ended with 72: A digest did not match."
    })
    void saysWhatWimlibFound(int code, String message) throws IOException {
        Path failing = script("failing", "echo 'ERROR: Exiting with error code " + code + ":'; echo '       A digest did not match.'; exit " + code
                + "\n");
        Deployment deployment = small();

        assertThatThrownBy(() -> apply(deployment, failing, Wims.mkntfs(), silent())).hasMessageEndingWith(message);
        assertThat(out.toFile().list()).isEmpty();
    }

    @Test
    void refusesAWimWhoseFilesWereChanged() throws IOException {
        Path wim = windows();
        byte[] bytes = Files.readAllBytes(wim);
        bytes[1_000_000] ^= 1;
        Files.write(wim, bytes);
        for (boolean verified : new boolean[] {true, false}) {
            Deployment whole = small();
            Deployment deployment = new Deployment(
                    whole.wim(), whole.source(), whole.layout(), whole.target(), whole.format(), whole.kind(), whole.blockSize(), verified);
            assertThatThrownBy(() -> apply(deployment, Wims.wimlib(), Wims.mkntfs(), silent()))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageStartingWith(wim + ": WIM at 0x0: wimlib found it damaged: ");
            assertThat(out.toFile().list()).isEmpty();
        }
    }

    /** Files that the XML of the WIM says are smaller than they are: nothing can tell this before. */
    @Test
    void leavesNothingWhenTheFilesDoNotFit() throws IOException {
        byte[] large = new byte[30 * MIB];
        new Random(3).nextBytes(large);
        Files.write(tree.resolve("large.bin"), large);
        Path wim = Wims.capture(tree, folder.resolve("w.wim"), "Large");
        Wims.wimlib("info", wim.toString(), "1", "--image-property", "TOTALBYTES=1000000");
        Deployment deployment = deployment(wim, "d.vhd", PartitionTable.Kind.MBR, DiskKind.DYNAMIC, 20L * MIB);

        assertThat(deployment.problem()).isEmpty();
        assertThatThrownBy(() -> apply(deployment, Wims.wimlib(), Wims.mkntfs(), silent()))
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith("The files do not fit: the new volume, or the disk that it is made on, is full: ")
                .hasMessageContaining("No space left on device");
        assertThat(out.toFile().list()).isEmpty();
    }

    @Test
    void saysBeforehandThatTheFilesDoNotFit() throws IOException {
        byte[] large = new byte[30 * MIB];
        Files.write(tree.resolve("large.bin"), large);
        Path wim = Wims.capture(tree, folder.resolve("w.wim"), "Large");

        assertThat(deployment(wim, "d.vhd", PartitionTable.Kind.MBR, DiskKind.DYNAMIC, 20L * MIB).problem())
                .contains("the files of image 1 take at least 34.1 MiB, and the volume would have 19 MiB");
        Deployment fitting = deployment(wim, "d.vhd", PartitionTable.Kind.MBR, DiskKind.FIXED, 100L * MIB);
        assertThat(fitting.problem()).isEmpty();
        assertThat(fitting.temporaryRoom().orElseThrow()).isBetween(30L * MIB, 40L * MIB);
        assertThat(fitting.targetRoom()).hasValue(100L * MIB);
    }

    @Test
    void leavesAFileAloneThatCameToItsPlaceMeanwhile() throws IOException {
        Deployment deployment = small();
        Path wimlib = script("late", Wims.wimlib() + " \"$@\" && echo other >" + deployment.target() + "\n");

        assertThatThrownBy(() -> apply(deployment, wimlib, Wims.mkntfs(), silent())).hasMessageContaining(deployment.target().toString());
        assertThat(out.toFile().list()).containsExactly("d.vhdx");
        assertThat(deployment.target()).hasContent("other\n");
    }

    /** A program that deploys what its arguments say: the WIM, the target, wimlib and mkntfs. */
    static final class Deployer {

        private Deployer() {}

        public static void main(String[] args) throws IOException {
            WimSet wim = WimSet.open(Path.of(args[0]));
            DiskLayout layout = DiskLayout.mbr(60L * MIB, 1);
            Deployment deployment = new Deployment(
                    wim, wim.first().images().get(0), layout, Path.of(args[1]), DiskFormat.VHDX, DiskKind.DYNAMIC, 2 * MIB, false);
            deployment.apply(new Wimlib(Path.of(args[2])), new Mkntfs(Path.of(args[3])), NOW, silent());
        }
    }

    private Process deployer(Path wim, Path wimlib) throws Exception {
        Set<String> classes = new LinkedHashSet<>();
        for (Class<?> some : List.of(Deployer.class, Deployment.class, NtfsFileSystem.class, FileStorage.class)) {
            classes.add(Path.of(some.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java, "-cp", String.join(File.pathSeparator, classes), Deployer.class.getName(), wim.toString(), out.resolve("d.vhdx")
                                .toString(), wimlib.toString(),
                        Wims.mkntfs().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static void await(Path file) throws InterruptedException {
        for (int tries = 0; tries < 600 && !Files.exists(file); tries++) {
            Thread.sleep(100);
        }
        assertThat(file).exists();
    }

    @Test
    void leavesNothingAndEndsWimlibWhenItIsInterrupted() throws Exception {
        Path wim = windows();
        Path pid = folder.resolve("pid");
        Path waiting = script("waiting", "echo $$ >" + pid + ".new && mv " + pid + ".new " + pid + "\nexec sleep 600\n");
        Process deployer = deployer(wim, waiting);
        await(pid);
        assertThat(out.toFile().list()).hasSize(1);
        ProcessHandle wimlib = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

        deployer.destroy();

        assertThat(deployer.waitFor(1, TimeUnit.MINUTES)).isTrue();
        wimlib.onExit().get(1, TimeUnit.MINUTES);
        assertThat(out.toFile().list()).isEmpty();
    }

    /** However the program ends, the name of the image leads to a whole one or to nothing. */
    @Test
    void leavesNothingThatLooksWholeWhenItIsKilled() throws Exception {
        Path wim = windows();
        Random random = new Random(11);
        for (int i = 0; i < 4; i++) {
            Process deployer = deployer(wim, Wims.wimlib());
            for (int tries = 0; tries < 600 && out.toFile().list().length == 0; tries++) {
                Thread.sleep(100);
            }
            assertThat(out.toFile().list()).isNotEmpty();
            Thread.sleep(random.nextInt(800));
            deployer.destroyForcibly();
            assertThat(deployer.waitFor(1, TimeUnit.MINUTES)).isTrue();
            Path target = out.resolve("d.vhdx");
            if (Files.exists(target)) {
                assertThat(Wims.run(IndependentTool.require("qemu-img", "qemu-utils"), "check", target.toString())).contains("No errors");
            }
            for (Path left : files(out)) {
                Files.delete(left);
            }
        }
    }
}
