package org.bcdkit.machine;

import com.fasterxml.jackson.core.JsonFactory;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.bcdkit.cli.Main;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.install.BootFilesPlan;
import org.bcdkit.store.BcdStore;

/** {@code bcd} as it was built for this test, before it is packed. */
final class Program {

    static final String MAIN = Main.class.getName();

    private Program() {}

    /** The folder or jar of each module, and of what they are made with. */
    static List<Path> classPath() {
        List<Path> places = new ArrayList<>();
        for (Class<?> one : List.of(Main.class, BootFilesPlan.class, DiskImages.class, BcdStore.class, CommandLine.class, JsonFactory.class)) {
            try {
                Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
                if (!places.contains(place)) {
                    places.add(place);
                }
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return places;
    }
}
