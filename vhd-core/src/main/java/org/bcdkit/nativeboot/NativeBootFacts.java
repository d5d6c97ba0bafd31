package org.bcdkit.nativeboot;

import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.edit.WindowsGeneration;

/**
 * What is known about the machine that is to boot the image. What is not known is absent, never guessed.
 *
 * @param hostFileSystem of the volume that holds the image, as {@code "ntfs"}; absent also where the boot manager may find the image elsewhere
 * @param hostFree bytes that can still be written to the volume on which the image lies
 * @param hostSize of that volume, in bytes
 * @param hostCluster allocation unit of that volume, in bytes
 * @param imageAllocation what the image file has taken of that volume
 * @param memory of the machine, in bytes
 * @param bootEnvironment the boot manager on its system partition
 * @param generation the Windows in the image
 */
public record NativeBootFacts(
        Optional<String> hostFileSystem,
        OptionalLong hostFree,
        OptionalLong hostSize,
        OptionalLong hostCluster,
        ImageAllocation imageAllocation,
        OptionalLong memory,
        PageFileChoice pageFile,
        Optional<BootEnvironmentVersion> bootEnvironment,
        Optional<WindowsGeneration> generation) {

    /** Nothing is known; the page file is left to Windows. */
    public static final NativeBootFacts UNKNOWN =
            new NativeBootFacts(
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    ImageAllocation.UNKNOWN,
                    OptionalLong.empty(),
                    new PageFileChoice.Automatic(),
                    Optional.empty(),
                    Optional.empty());

    public NativeBootFacts withHost(OptionalLong free, OptionalLong size, OptionalLong cluster) {
        return new NativeBootFacts(hostFileSystem, free, size, cluster, imageAllocation, memory, pageFile, bootEnvironment, generation);
    }

    public NativeBootFacts withImageAllocation(ImageAllocation allocation) {
        return new NativeBootFacts(hostFileSystem, hostFree, hostSize, hostCluster, allocation, memory, pageFile, bootEnvironment, generation);
    }

    public NativeBootFacts withHostFileSystem(String name) {
        return new NativeBootFacts(Optional.of(name), hostFree, hostSize, hostCluster, imageAllocation, memory, pageFile, bootEnvironment, generation);
    }

    public NativeBootFacts withMemory(long bytes) {
        return new NativeBootFacts(
                hostFileSystem, hostFree, hostSize, hostCluster, imageAllocation, OptionalLong.of(bytes), pageFile, bootEnvironment, generation);
    }

    public NativeBootFacts withPageFile(PageFileChoice choice) {
        return new NativeBootFacts(hostFileSystem, hostFree, hostSize, hostCluster, imageAllocation, memory, choice, bootEnvironment, generation);
    }

    public NativeBootFacts withBootEnvironment(BootEnvironmentVersion version) {
        return new NativeBootFacts(
                hostFileSystem, hostFree, hostSize, hostCluster, imageAllocation, memory, pageFile, Optional.of(version), generation);
    }

    public NativeBootFacts withGeneration(WindowsGeneration windows) {
        return new NativeBootFacts(
                hostFileSystem, hostFree, hostSize, hostCluster, imageAllocation, memory, pageFile, bootEnvironment, Optional.of(windows));
    }
}
