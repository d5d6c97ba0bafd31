package org.bcdkit.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bcdkit.testing.WindowsTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A Windows, and a folder that its boot files are planned for. */
abstract class PlannedOnAFolder {

    @TempDir
    Path folder;

    WindowsTree tree;
    Path target;

    @BeforeEach
    void makeFolders() throws IOException {
        tree = WindowsTree.windows11(Files.createDirectory(folder.resolve("win")));
        target = Files.createDirectory(folder.resolve("esp"));
    }

    Planned planned() throws IOException {
        return Planned.in(tree.folder(), target);
    }

    static List<String> rules(BootFilesPlan plan) {
        return plan.findings().stream().map(finding -> finding.severity().word() + " " + finding.rule()).toList();
    }

    void put(String path, byte[] content) throws IOException {
        Path file = target.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
