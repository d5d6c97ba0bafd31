package org.bcdkit.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.plan.Rule;
import org.bcdkit.testing.ReferencePage;
import org.junit.jupiter.api.Test;

class VirtualDiskRulesPageTest {

    private record Part(String prefix, String title) {}

    private static final List<Part> PARTS = List.of(new Part("VHD-", "VHD"), new Part("VHDX-", "VHDX"), new Part("CHN-", "The parents"));

    @Test
    void thePageSaysWhatHasToHoldInAnImage() throws IOException {
        StringBuilder page = new StringBuilder("""
                # What `vdisk check` looks at

                `bcd vdisk check` goes on after the first fault and lists all that is wrong with a VHD or VHDX, by these rules. What is listed is the worst that a
                rule leads to. Of a kind of fault that there may be millions of, the first twenty are told, and the others counted.

                | level | what is read |
                |---|---|
                | `quick` | footers, headers, logs, and the tables of regions and metadata |
                | `full`, without `--level` | every entry of the block allocation table too, and who the parents are |
                | `deep` | every bitmap, and all of the parents, too |

                The exit code is 0 when there is no error, 3 when there is one, and 4 when the file is neither a VHD nor a VHDX.

                `bcd vdisk check --json` prints `{"schemaVersion":1,"image","format":"vhd|vhdx","level","files","verdict":"ok|info|warning|error","findings":[…]}`, and for
                each finding `rule`, `severity`, `file` (the image or one of its parents), `structure`, `offset` (in the file, in bytes; absent when it is about all of
                it), `message`, `remedy`, and `status`: what Windows calls it, such as `0xC03A0002`. `bcd vdisk repair --json` prints `image`, `undoable`, `changed`,
                `findings` (what is wrong still when it is done) and `changes`.

                This page is made from the code; its test is `VirtualDiskRulesPageTest`.
                """);
        for (Part part : PARTS) {
            page.append("\n## ").append(part.title()).append("\n\n");
            page.append("| rule | severity | what has to hold | what is looked at, and when it speaks | what to do |\n|---|---|---|---|---|\n");
            for (Rule rule : VirtualDiskRule.TABLE.rules()) {
                if (rule.id().startsWith(part.prefix())) {
                    Rule.Guide guide = rule.guide().orElseThrow();
                    page.append("| ").append(rule.id()).append(" | ").append(rule.severity().word()).append(" | ").append(rule.requirement()).append(" | ")
                            .append(guide.fires()).append(" | ").append(guide.remedy()).append(" |\n");
                }
            }
        }
        page.append("""

                # What `vdisk repair` keeps

                Before the first byte of an image is written, what will be written over is kept in a file beside it, `IMAGE.yyyyMMdd-HHmmss-SSS.kept` (UTC). It consists
                of a header, then of each step with its ranges; behind each range come the bytes that were there; at the end stands the CRC-32C of all before it,
                in 4 bytes. `bcd vdisk repair --undo IMAGE` takes the newest one. Up to 16 MiB are kept; a repair that writes over more, which only a log can,
                has to be confirmed with `--yes`.

                """);
        page.append(KeptBytes.LAYOUT.toMarkdown()).append('\n').append(KeptBytes.STEP.toMarkdown()).append('\n').append(KeptBytes.RANGE.toMarkdown());
        ReferencePage.check(Path.of("vdisk-check.md"), page.toString());
    }
}
