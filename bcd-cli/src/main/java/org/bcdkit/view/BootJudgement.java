package org.bcdkit.view;

import java.util.Optional;
import org.bcdkit.device.PartitionId;
import org.bcdkit.nativeboot.NativeBootFacts;
import org.bcdkit.nativeboot.NativeBootReport;

/**
 * What is shown of the question whether an image boots.
 *
 * @param image what to call it: its path, or its place inside a disk
 * @param partition what a boot entry would name the partition by that it is on; absent when that is not known
 * @param facts what was known beforehand about the machine and the place of the image
 */
public record BootJudgement(String image, Optional<PartitionId> partition, NativeBootFacts facts, NativeBootReport report) {}
