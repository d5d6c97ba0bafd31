package org.bcdkit.command;

import java.io.IOException;
import java.util.List;
import org.bcdkit.cli.ExitCode;
import org.bcdkit.firmware.BootVariables;
import org.bcdkit.firmware.FirmwareCheck;
import org.bcdkit.firmware.KnownPartitions;
import org.bcdkit.plan.Finding;
import org.bcdkit.view.FirmwareJson;
import org.bcdkit.view.FirmwareText;
import org.bcdkit.view.JsonDocument;

/** {@code bcd firmware list}: the boot entries of the firmware, and what is wrong with them. */
public final class FirmwareListCommand implements Command {

    @Override
    public void describe(Syntax syntax) {
        FirmwareSource.describeDisk(syntax).withoutStore("the entries are those of the firmware.");
    }

    @Override
    public int run(Invocation invocation) throws IOException {
        try (FirmwareSource source = FirmwareSource.open(invocation)) {
            BootVariables variables = source.read();
            KnownPartitions partitions = source.partitions();
            for (String problem : partitions.problems()) {
                invocation.messages().note("Not every entry can be followed: " + problem + ".");
            }
            List<Finding> findings = FirmwareCheck.check(variables, partitions);
            if (invocation.global().json()) {
                try (JsonDocument document = new JsonDocument(invocation.out())) {
                    FirmwareJson.write(document.json(), variables, findings, invocation.global().verbose());
                }
            } else {
                FirmwareText.print(invocation.out(), variables);
                invocation.messages().findings(findings);
            }
        }
        return ExitCode.DONE.code();
    }
}
