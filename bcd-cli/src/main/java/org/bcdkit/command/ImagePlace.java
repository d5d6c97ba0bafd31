package org.bcdkit.command;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.PartitionId;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.nativeboot.HostFacts;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;

/** Where the boot manager will find an image, and what is known about that. */
sealed interface ImagePlace extends Closeable permits ImageOnMachine, ImageInDisk {

    /** The advice for a path that is not known. */
    String GIVE_PATH = "Give it with --path, for instance --path '\\vhds\\w11.vhdx'.";

    /** What to call the image: its path, or its place inside a disk. */
    String name();

    /**
     * Judges the image by the rules.
     *
     * @param facts what is known beforehand
     */
    NativeBootReport judge(DiskImages images, NativeBootFacts facts) throws IOException;

    /** The name of the image's file, without its folder. */
    String fileName();

    /** What is known, for the rules of native boot. */
    HostFacts facts();

    /** The partition the image is found on; absent when there is none, it cannot be told, or all volumes are searched. */
    Optional<PartitionId> partition();

    /**
     * What an entry names as the device that the image is on; absent when all volumes are searched. A
     * {@link org.bcdkit.argument.RequestException} when it cannot be told.
     */
    Optional<DeviceDescriptor> host();

    /** The path of the image on its volume, as an entry has it. A {@link org.bcdkit.argument.RequestException} when it cannot be told. */
    String path();

    /** Whether it is this machine that will start the image. */
    boolean isStartedHere();

    @Override
    default void close() throws IOException {}
}
