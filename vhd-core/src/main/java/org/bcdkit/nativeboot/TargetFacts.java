package org.bcdkit.nativeboot;

import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.edit.FirmwareKind;
import org.bcdkit.windows.Architecture;

/**
 * What is known about the machine that is to start an image.
 *
 * @param architecture of its firmware, which starts only boot managers of the same
 * @param memory in bytes
 */
public record TargetFacts(Optional<FirmwareKind> firmware, Optional<Architecture> architecture, OptionalLong memory, PageFileChoice pageFile) {

    /** Nothing is known; the page file is left to Windows. */
    public static final TargetFacts UNKNOWN = new TargetFacts(Optional.empty(), Optional.empty(), OptionalLong.empty(), new PageFileChoice.Automatic());

    public TargetFacts withFirmware(FirmwareKind kind) {
        return new TargetFacts(Optional.of(kind), architecture, memory, pageFile);
    }

    public TargetFacts withArchitecture(Architecture found) {
        return new TargetFacts(firmware, Optional.of(found), memory, pageFile);
    }

    public TargetFacts withMemory(long bytes) {
        return new TargetFacts(firmware, architecture, OptionalLong.of(bytes), pageFile);
    }

    public TargetFacts withPageFile(PageFileChoice choice) {
        return new TargetFacts(firmware, architecture, memory, choice);
    }
}
