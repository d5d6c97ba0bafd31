package org.bcdkit.host.linux;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bcdkit.testing.IndependentTool;

/** What the kernel says about devices, in {@code /sys}: there already, or mounted for a while where that is empty, as in a chroot. */
record Sysfs(boolean isOurs) {

    private static final Path FOLDER = Path.of("/sys");

    /** Other people's programs look in this folder only, so that no other one would do. */
    static Sysfs find() {
        if (Files.isDirectory(FOLDER.resolve("class/block"))) {
            return new Sysfs(false);
        }
        Path mount = IndependentTool.require("mount", "mount");
        // Where that is not allowed, no disk can be made for a test either, which says so.
        return new Sysfs(IndependentTool.run(mount, "-t", "sysfs", "-o", "ro", "sysfs", FOLDER.toString()).exitCode() == 0);
    }

    void leaveAsItWas() {
        if (isOurs) {
            LoopDisk.run(IndependentTool.require("umount", "mount"), FOLDER.toString());
        }
    }
}
