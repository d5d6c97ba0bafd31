package org.bcdkit.host.linux;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.nativeboot.TargetFacts;
import org.bcdkit.windows.Architecture;

/** This machine as one that starts images: its firmware and its memory. */
final class TargetMachine {

    private static final Set<String> X64 = Set.of("amd64", "x86_64");
    private static final Set<String> X86 = Set.of("amd64", "x86_64", "i386", "x86");

    private final LinuxSource source;

    TargetMachine(LinuxSource source) {
        this.source = source;
    }

    TargetFacts facts() {
        TargetFacts facts = TargetFacts.UNKNOWN;
        OptionalLong memory = memory();
        if (memory.isPresent()) {
            facts = facts.withMemory(memory.getAsLong());
        }
        if (source.isUefi()) {
            facts = facts.withFirmware(FirmwareKind.UEFI);
            Optional<Architecture> architecture = architecture();
            return architecture.isPresent() ? facts.withArchitecture(architecture.get()) : facts;
        }
        return isBios() ? withBios(facts) : facts;
    }

    /** A BIOS starts boot managers for whatever the processor can do; one that runs a Java for 64 bits can do that. */
    private TargetFacts withBios(TargetFacts facts) {
        TargetFacts bios = facts.withFirmware(FirmwareKind.BIOS);
        return X64.contains(source.processor()) ? bios.withArchitecture(Architecture.X64) : bios;
    }

    private OptionalLong memory() {
        try {
            return MemoryInfoParser.total(source.memoryInfo());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Of the firmware, which starts programs of its own width only: a processor for 64 bits may have firmware for 32. Java says for which processor
     * it was built itself, which has the family in common with it.
     */
    private Optional<Architecture> architecture() {
        String bits = source.firmwareBits().orElse("").strip();
        if (X86.contains(source.processor())) {
            return ofWidth(bits, Architecture.X64, Architecture.X86);
        }
        boolean arm = source.processor().equals("aarch64") || source.processor().equals("arm");
        return arm ? ofWidth(bits, Architecture.ARM64, Architecture.ARM) : Optional.empty();
    }

    private static Optional<Architecture> ofWidth(String bits, Architecture wide, Architecture narrow) {
        return switch (bits) {
            case "64" -> Optional.of(wide);
            case "32" -> Optional.of(narrow);
            default -> Optional.empty();
        };
    }

    /** Without UEFI, a PC has a BIOS; but only where the firmware would be seen: in a container it is hidden, and a Linux in Windows has none. */
    private boolean isBios() {
        Optional<String> kernel = source.kernelRelease();
        boolean inWindows = kernel.isEmpty() || kernel.get().toLowerCase(Locale.ROOT).contains("microsoft");
        return X86.contains(source.processor()) && source.isFirmwareSeen() && !inWindows;
    }
}
