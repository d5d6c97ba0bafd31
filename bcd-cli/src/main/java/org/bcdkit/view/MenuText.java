package org.bcdkit.view;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.bcdkit.catalog.ElementText;
import org.bcdkit.catalog.ObjectCatalog;
import org.bcdkit.layout.Printable;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;

/** A boot menu as text. */
public final class MenuText {

    private final PrintStream out;
    private final BootMenu menu;

    private MenuText(PrintStream out, BootMenu menu) {
        this.out = out;
        this.menu = menu;
    }

    public static void print(PrintStream out, BootMenu menu) {
        new MenuText(out, menu).print();
    }

    private void print() {
        boolean showsDefault = false;
        for (BcdObject entry : menu.entries()) {
            showsDefault |= menu.isDefault(entry);
            entry(entry);
        }
        if (menu.entries().isEmpty()) {
            line("The boot menu is empty.");
        }
        if (showsDefault && menu.timeout().isPresent()) {
            line("* starts " + when(menu.timeout().get()) + " unless another one is chosen.");
        }
    }

    private void entry(BcdObject entry) {
        String heading = ObjectCatalog.heading(entry.id(), entry.type());
        line((menu.isDefault(entry) ? "* " : "  ") + entry.id() + "  " + entry.string(ElementType.DESCRIPTION).orElse(heading));
        element("device", entry.element(ElementType.DEVICE), entry);
        element("path", entry.element(ElementType.PATH), entry);
    }

    private void element(String name, Optional<Element> element, BcdObject in) {
        if (element.isPresent()) {
            List<String> lines = ElementText.lines(element.get(), in.type());
            line("    " + name + "        ".substring(name.length()) + String.join(", ", lines));
        }
    }

    private static String when(long seconds) {
        return seconds == 0 ? "at once" : seconds == 1 ? "after a second" : "after " + Long.toUnsignedString(seconds) + " seconds";
    }

    private void line(String line) {
        out.print(Printable.of(line));
        out.print('\n');
    }
}
