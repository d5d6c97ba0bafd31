package org.bcdkit.machine;

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

/** A PC with one disk, by QEMU. It has to turn itself off, and has a minute for that; nothing is written to the disk. */
final class VirtualMachine {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern SAID = Pattern.compile("^@([a-z.]+)=([^\r\n]*)", Pattern.MULTILINE);

    private static final String VARIABLES = "variables.fd";

    private final Path folder;
    private final List<String> words = new ArrayList<>();

    private VirtualMachine(Path folder, String machine) {
        this.folder = folder;
        words.addAll(List.of(IndependentTool.require("qemu-system-x86_64", "qemu-system-x86").toString(), "-machine", machine, "-accel", "tcg",
                "-m", "256", "-nodefaults", "-display", "none", "-no-reboot"));
    }

    /** One with OVMF as firmware, whose variables are those OVMF comes with, and more. */
    static VirtualMachine uefi(Path folder, Path moreVariables) throws IOException {
        VirtualMachine machine = new VirtualMachine(folder, "q35");
        Path code = IndependentTool.requireFile("/usr/share/OVMF/OVMF_CODE_4M.fd", "ovmf");
        byte[] fresh = Files.readAllBytes(IndependentTool.requireFile("/usr/share/OVMF/OVMF_VARS_4M.fd", "ovmf"));
        Path variables = Files.write(folder.resolve(VARIABLES), new OvmfVariables(fresh).addAll(moreVariables).toArray());
        machine.words.addAll(List.of("-drive", "if=pflash,format=raw,readonly=on,file=" + code, "-drive", "if=pflash,format=raw,file=" + variables));
        return machine;
    }

    /** One with SeaBIOS, which QEMU comes with. */
    static VirtualMachine bios(Path folder) {
        return new VirtualMachine(folder, "pc");
    }

    /** Starts it, and gives what the stand-in said: the values by their names. */
    Map<String, String> start(Path disk) throws IOException {
        Path console = folder.resolve("console");
        words.addAll(List.of("-drive", "if=ide,format=raw,snapshot=on,file=" + disk, "-serial", "file:" + console));
        IndependentTool.Outcome outcome;
        try {
            outcome = IndependentTool.run(LIMIT, Map.of(), words);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nOn its console:\n" + text(console), e);
        }
        Map<String, String> said = new LinkedHashMap<>();
        Matcher matcher = SAID.matcher(text(console));
        while (matcher.find()) {
            said.put(matcher.group(1), matcher.group(2));
        }
        if (outcome.exitCode() != 0 || !said.containsKey("end")) {
            throw new AssertionError("The stand-in did not come to its end.\n" + outcome.stderr() + "On its console:\n" + text(console));
        }
        return said;
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
