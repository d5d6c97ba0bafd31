package org.bcdkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bcdkit.testing.IndependentTool;

/** A PC, by QEMU. It has to turn itself off, and has a few minutes for that. */
final class VirtualMachine {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration LIMIT_OF_LINUX = Duration.ofMinutes(20);
    private static final Pattern SAID = Pattern.compile("^@([a-z.]+)=([^\r\n]*)", Pattern.MULTILINE);

    private static final String VARIABLES = "variables.fd";

    private final Path folder;
    private final List<String> words = new ArrayList<>();

    private VirtualMachine(Path folder, String machine) {
        this.folder = folder;
        words.addAll(List.of(IndependentTool.require("qemu-system-x86_64", "qemu-system-x86").toString(), "-machine", machine, "-accel", "tcg",
                "-nodefaults", "-display", "none", "-no-reboot"));
    }

    /** One with OVMF as firmware, whose variables are those OVMF comes with, and more. */
    static VirtualMachine uefi(Path folder, Path moreVariables) throws IOException {
        VirtualMachine machine = new VirtualMachine(folder, "q35");
        byte[] fresh = Files.readAllBytes(IndependentTool.requireFile("/usr/share/OVMF/OVMF_VARS_4M.fd", "ovmf"));
        return uefi(folder, new OvmfVariables(fresh).addAll(moreVariables));
    }

    /** One with OVMF as firmware, and these variables. */
    static VirtualMachine uefi(Path folder, OvmfVariables variables) throws IOException {
        VirtualMachine machine = new VirtualMachine(folder, "q35");
        Path code = IndependentTool.requireFile("/usr/share/OVMF/OVMF_CODE_4M.fd", "ovmf");
        Path file = Files.write(folder.resolve(VARIABLES), variables.toArray());
        machine.words.addAll(List.of("-drive", "if=pflash,format=raw,readonly=on,file=" + code, "-drive", "if=pflash,format=raw,file=" + file));
        return machine;
    }

    /** One with SeaBIOS, which QEMU comes with. */
    static VirtualMachine bios(Path folder) {
        return new VirtualMachine(folder, "pc");
    }

    /** Starts it from these disks, to which nothing is written, and gives what the stand-in said: the values by their names. */
    Map<String, String> start(Path... disks) throws IOException {
        for (Path disk : disks) {
            words.addAll(List.of("-drive", "if=ide,snapshot=on,format=" + format(disk) + ",file=" + disk));
        }
        words.addAll(List.of("-m", "256"));
        Path console = run(LIMIT);
        Map<String, String> said = new LinkedHashMap<>();
        Matcher matcher = SAID.matcher(text(console));
        while (matcher.find()) {
            said.put(matcher.group(1), matcher.group(2));
        }
        assertThat(said).as("what the stand-in said, when this is on the console:\n%s", text(console)).containsKey("end");
        return said;
    }

    /** In QEMU's words. */
    private static String format(Path disk) {
        String name = disk.getFileName().toString();
        return name.endsWith(".vhdx") ? "vhdx" : name.endsWith(".vhd") ? "vpc" : "raw";
    }

    /** Starts a Linux kernel, which may write to the disk, and gives what came out of the second serial port. */
    String startLinux(Path kernel, Path ramdisk, Path disk) throws IOException {
        Path second = folder.resolve("second-port");
        words.addAll(List.of("-m", "512", "-kernel", kernel.toString(), "-initrd", ramdisk.toString(), "-append", "console=ttyS0 panic=-1", "-drive",
                "if=virtio,format=raw,file=" + disk));
        Path console = run(LIMIT_OF_LINUX, "-serial", "file:" + second);
        assertThat(text(console)).contains("reboot: Power down");
        return Files.readString(second);
    }

    /** Gives the console. */
    private Path run(Duration limit, String... more) throws IOException {
        Path console = folder.resolve("console");
        words.addAll(List.of("-serial", "file:" + console));
        words.addAll(List.of(more));
        IndependentTool.Outcome outcome;
        try {
            outcome = IndependentTool.run(limit, Map.of(), words);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nOn its console:\n" + text(console), e);
        }
        assertThat(outcome.exitCode()).as("%s\nOn its console:\n%s", outcome.stderr(), text(console)).isZero();
        return console;
    }

    /** Of one with OVMF: what it remembers, also after it was turned off. */
    OvmfVariables variables() throws IOException {
        return new OvmfVariables(Files.readAllBytes(folder.resolve(VARIABLES)));
    }

    /** What a terminal would show, without the sequences that move its cursor. */
    private static String text(Path console) throws IOException {
        return Files.exists(console) ? Files.readString(console, StandardCharsets.ISO_8859_1).replaceAll("\u001b\\[[0-9;=?]*[A-Za-z]", "") : "";
    }
}
