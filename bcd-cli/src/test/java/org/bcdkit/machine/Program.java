package org.bcdkit.machine;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.File;
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

    /** What starts it as a process of its own. */
    static List<String> command(String... words) {
        StringBuilder places = new StringBuilder();
        for (Path place : classPath()) {
            places.append(places.isEmpty() ? "" : File.pathSeparator).append(place);
        }
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-cp", places.toString(), MAIN));
        command.addAll(List.of(words));
        return command;
    }

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
