package org.bcdkit.view;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.firmware.BootVariable;
import org.bcdkit.firmware.BootVariables;
import org.bcdkit.firmware.LoadOption;
import org.bcdkit.firmware.WindowsOptions;
import org.bcdkit.layout.Printable;

/** The boot entries of firmware as text. */
public final class FirmwareText {

    private static final int FOR_EVER = 0xffff;

    private final PrintStream out;
    private final BootVariables variables;

    private FirmwareText(PrintStream out, BootVariables variables) {
        this.out = out;
        this.variables = variables;
    }

    /** The entries in the boot order, then the others. */
    public static void print(PrintStream out, BootVariables variables) {
        new FirmwareText(out, variables).print();
    }

    private void print() {
        Set<Integer> printed = new HashSet<>();
        int place = 0;
        for (int number : variables.order()) {
            Optional<BootVariable> entry = variables.find(number);
            place++;
            if (entry.isPresent() && !printed.contains(number)) {
                entry(place + ".", entry.get());
                printed.add(number);
            }
        }
        for (BootVariable entry : variables.entries()) {
            if (!printed.contains(entry.number())) {
                entry("-", entry);
            }
        }
        if (variables.entries().isEmpty()) {
            line("The firmware has no boot entries.");
        }
        if (variables.timeout().isPresent()) {
            int seconds = variables.timeout().get();
            String time = seconds == FOR_EVER ? "for a choice" : seconds + (seconds == 1 ? " second" : " seconds");
            line("The firmware's menu waits " + time + ".");
        }
    }

    private void entry(String place, BootVariable entry) {
        StringBuilder line = new StringBuilder("    ".substring(Math.min(place.length(), 3))).append(place).append(' ').append(entry.name());
        Optional<LoadOption> option = entry.option();
        line.append("  ").append(option.isPresent() ? option.get().description() : "(damaged)");
        String marks = marks(entry);
        line(line + (marks.isEmpty() ? "" : "  (" + marks + ")"));
        if (option.isPresent()) {
            if (!option.get().path().nodes().isEmpty()) {
                line("      " + option.get().path());
            }
            Optional<WindowsOptions> windows = option.get().windows();
            if (windows.isPresent() && windows.get().object().isPresent()) {
                line("      starts " + ObjectCatalog.name(windows.get().object().get()) + " of the boot store");
            }
        }
    }

    private String marks(BootVariable entry) {
        List<String> marks = new ArrayList<>();
        if (entry.option().isPresent() && !entry.option().get().isActive()) {
            marks.add("not active");
        }
        if (variables.current().equals(Optional.of(entry.number()))) {
            marks.add("this start");
        }
        if (variables.next().equals(Optional.of(entry.number()))) {
            marks.add("next start");
        }
        return String.join(", ", marks);
    }

    private void line(String line) {
        out.print(Printable.of(line));
        out.print('\n');
    }
}
