package org.bcdkit.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bcdkit.check.ImageCheck;
import org.bcdkit.check.ImageCheckReport;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.disk.CheckLevel;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.plan.Severity;
import org.bcdkit.view.FindingText;
import org.bcdkit.view.ImageCheckJson;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.view.ProgressLine;

/** {@code bcd vdisk check FILE}: all that is wrong with a VHD or VHDX. Nothing is changed. */
public final class VdiskCheckCommand implements Command {

    private static final String LEVEL = "--level";

    @Override
    public void describe(Syntax syntax) {
        syntax.parameter("FILE", "A VHD or VHDX.")
                .choice(
                        LEVEL,
                        List.of(CheckLevel.QUICK.word(), CheckLevel.FULL.word(), CheckLevel.DEEP.word()),
                        "What is read: quick, headers and tables; full, every entry of the block allocation table too, and who the parents are; deep,"
                                + " every bitmap and all of the parents too. Without it, full.")
                .withoutStore("an image is checked.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        Path path = invocation.existingFile(0);
        DiskImages images = OpenedDisk.images(invocation);
        ImageCheckReport report;
        try (ProgressLine progress = invocation.progress("Checking " + path)) {
            report = new ImageCheck(images, level(invocation), progress).check(images.file(path));
        }
        if (invocation.global().json()) {
            try (JsonDocument document = new JsonDocument(invocation.out())) {
                ImageCheckJson.write(document.json(), report);
            }
        } else {
            invocation.messages().detail(read(report));
            FindingText.print(invocation.out(), report.told(), false, invocation.resultTerminal());
        }
        return (report.verdict() == Severity.ERROR ? ExitCode.REFUSED : ExitCode.DONE).code();
    }

    private static String read(ImageCheckReport report) {
        String parents = report.files() > 1 ? " and " + (report.files() - 1) + (report.files() == 2 ? " parent of it" : " parents of it") : "";
        return report.image() + parents + (report.files() > 1 ? " were" : " was") + " read at level " + report.level().word() + (report.level() == CheckLevel.DEEP
                ? ": everything but the data itself."
                : "; " + LEVEL + " " + CheckLevel.DEEP.word() + " reads every bitmap and all of the parents too.");
    }

    private static CheckLevel level(Invocation invocation) {
        String word = invocation.value(LEVEL).orElse(CheckLevel.FULL.word());
        for (CheckLevel level : CheckLevel.values()) {
            if (level.word().equals(word)) {
                return level;
            }
        }
        throw new IllegalStateException(word);
    }
}
