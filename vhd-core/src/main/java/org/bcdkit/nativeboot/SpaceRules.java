package org.bcdkit.nativeboot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.plan.Finding;
import org.bcdkit.windows.WindowsInstallation;
import org.bcdkit.windows.WindowsInstallation.PageFile;

/** The rules about free space on the host volume: Windows expands the image to its full size when it starts, and keeps its page file outside. */
final class SpaceRules {

    private static final long FIXED_RESERVE = 64L << 20;

    private SpaceRules() {}

    /** @param windows the one in the image, where it is known */
    static SpacePicture picture(VirtualDisk disk, NativeBootFacts facts, Optional<WindowsInstallation> windows) {
        long grow = inClusters(disk.fileSize(), disk.bytesToGrow(), facts.host().volume().cluster())
                + missing(disk, facts.host().file().allocation());
        Optional<PageFileSize> pageFile = PageFileSize.of(facts, windows);
        return new SpacePicture(
                grow,
                pageFile.isPresent() ? OptionalLong.of(pageFile.get().minimum()) : OptionalLong.empty(),
                pageFile.isPresent() ? OptionalLong.of(pageFile.get().maximum()) : OptionalLong.empty(),
                facts.host().volume().pageFile().orElse(0),
                FIXED_RESERVE + grow / 100,
                facts.host().volume().free());
    }

    /** What the volume has to give when a file of {@code size} bytes grows: the rest of its last cluster is its own already. */
    private static long inClusters(long size, long grow, OptionalLong cluster) {
        if (cluster.isEmpty() || cluster.getAsLong() <= 0) {
            return grow;
        }
        long unit = cluster.getAsLong();
        return (size + grow + unit - 1) / unit * unit - (size + unit - 1) / unit * unit;
    }

    /**
     * What the volume has not given a fixed disk yet: holes in its file, which Windows fills. Other kinds are made to grow, and copied without holes.
     */
    private static long missing(VirtualDisk disk, ImageAllocation allocation) {
        OptionalLong allocated = disk.kind() == DiskKind.FIXED ? allocation.bytes() : OptionalLong.empty();
        return allocated.isPresent() ? Math.max(0, disk.fileSize() - allocated.getAsLong()) : 0;
    }

    /** @param windows the one in the image, where it is known */
    static List<Finding> judge(VirtualDisk disk, SpacePicture space, NativeBootFacts facts, Optional<WindowsInstallation> windows) {
        List<Finding> findings = new ArrayList<>();
        if (space.free().isEmpty()) {
            findings.add(
                    Finding.warning(
                            NativeBootRule.GROWTH,
                            "the free space on the host volume is not known; the image needs " + ByteSize.formatNeeded(space.grow()) + " to grow to "
                                    + "its full size"
                                    + (hasPageFile(space) ? ", and the page file " + pageFile(space) : ""),
                            "Make sure that the host volume has that much free."));
        } else {
            judgeGrowth(disk, space, windows, findings);
        }
        if (space.pageFileMinimum().isEmpty()) {
            findings.add(Finding.info(NativeBootRule.PAGE_FILE, "Windows keeps its page file on the host volume; how large, depends on the "
                    + "machine's memory (--ram)"));
        } else if (hasPageFile(space)) {
            findings.add(Finding.info(NativeBootRule.PAGE_FILE, "Windows keeps its page file outside the image, on the host volume: "
                    + pageFile(space)));
        } else {
            boolean asked = facts.target().pageFile() instanceof PageFileChoice.None;
            findings.add(
                    Finding.ok(
                            NativeBootRule.PAGE_FILE,
                            asked ? "no page file on the host volume was asked for" : "the Windows in the image is set to have no page file"));
        }
        if (facts.target().pageFile() instanceof PageFileChoice.Automatic && windows.isPresent() && windows.get().pageFiles().isPresent()) {
            judgePlaces(windows.get().pageFiles().get(), findings);
        }
        return findings;
    }

    /** A letter stands for another volume when the same Windows starts natively; only {@code ?} is one that Windows chooses. */
    /** Whether there will be room for an image that is not there yet: Windows expands it to its full size when it starts. */
    static Finding judgeNew(long free, long virtualSize) {
        String has = "the host volume has " + ByteSize.format(free) + " free";
        return free < virtualSize
                ? Finding.error(NativeBootRule.GROWTH, has + ", and the image will grow to its full size of " + ByteSize.formatNeeded(virtualSize)
                        + " when it is started", "Free space on the host volume, choose a larger one, or make a smaller image.")
                : Finding.ok(NativeBootRule.GROWTH, has + ", and the image will have up to " + ByteSize.formatNeeded(virtualSize));
    }

    private static void judgePlaces(List<PageFile> files, List<Finding> findings) {
        for (PageFile file : files) {
            if (!file.path().startsWith("?")) {
                findings.add(
                        Finding.warning(
                                NativeBootRule.PAGE_FILE,
                                "the Windows in the image wants its page file at " + file.path() + ", and that volume may be another, or in the "
                                        + "image, where it cannot be",
                                "Let Windows choose the volume: PagingFiles with ?:\\pagefile.sys."));
            }
        }
    }

    private static boolean hasPageFile(SpacePicture space) {
        return space.pageFileMaximum().orElse(0) > 0;
    }

    private static String pageFile(SpacePicture space) {
        String minimum = ByteSize.formatNeeded(space.pageFileMinimum().getAsLong());
        String maximum = ByteSize.formatNeeded(space.pageFileMaximum().getAsLong());
        return minimum.equals(maximum) ? minimum : minimum + " to " + maximum;
    }

    private static void judgeGrowth(VirtualDisk disk, SpacePicture space, Optional<WindowsInstallation> windows, List<Finding> findings) {
        long free = space.free().getAsLong();
        String has = "the host volume has " + ByteSize.format(free) + " free";
        if (free < space.grow()) {
            String message = has + ", and the image needs " + ByteSize.formatNeeded(space.grow()) + " to grow to its full size of "
                    + ByteSize.format(disk.virtualSize());
            String remedy = "Free space on the host volume, move the image to a larger one, or make a smaller image.";
            if (disk.kind() == DiskKind.DIFFERENCING) {
                // Microsoft speaks of dynamic disks only; whether a child is expanded at boot as well is not known.
                findings.add(Finding.warning(NativeBootRule.GROWTH, message + ", should Windows expand a differencing disk when it starts", remedy));
            } else if (disk.kind() == DiskKind.DYNAMIC && SystemRules.isLeftUnexpanded(windows)) {
                findings.add(
                        Finding.warning(
                                NativeBootRule.GROWTH, message + "; it starts all the same, since expansion is disabled in it, until the host "
                                        + "volume is full", remedy));
            } else {
                findings.add(Finding.error(NativeBootRule.GROWTH, message, remedy));
            }
            return;
        }
        findings.add(Finding.ok(NativeBootRule.GROWTH, has + ", and the image grows by " + ByteSize.formatNeeded(space.grow())));
        if (space.pageFileMinimum().isEmpty()) {
            return;
        }
        long enough = SpacePicture.plus(space.grow() + space.reserve(), space.further(space.pageFileMinimum().getAsLong()));
        if (free < enough) {
            findings.add(
                    Finding.warning(
                            NativeBootRule.PAGE_FILE_ROOM,
                            has + "; growing, the smallest page file and a reserve take " + ByteSize.formatNeeded(enough),
                            "Free " + ByteSize.formatNeeded(enough - free) + " on the host volume, or put the page file elsewhere."));
            return;
        }
        findings.add(Finding.ok(NativeBootRule.PAGE_FILE_ROOM, "there is room for growing, a page file and a reserve"));
        long plenty = SpacePicture.plus(space.grow(), space.further(space.pageFileMaximum().getAsLong()));
        findings.add(
                free < plenty
                        ? Finding.info(NativeBootRule.LARGEST_PAGE_FILE, has + "; with the largest page file "
                                + ByteSize.formatNeeded(plenty) + " are taken")
                        : Finding.ok(NativeBootRule.LARGEST_PAGE_FILE, "there is room for the largest page file"));
    }
}
