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
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.IndependentTool;

/** {@code bcd} as it was built for this test, before it is packed. */
final class Program {

    static final String MAIN = Main.class.getName();

    private Program() {}

    /** What starts it as a process of its own. */
    static List<String> command(String... words) {
        return command(classPath(), MAIN, words);
    }

    /** What starts a program of the tests, which runs it, as a process of its own. */
    static List<String> command(Class<?> test, String... words) {
        List<Path> places = classPath();
        places.addAll(places(List.of(test, DiskReading.class, IndependentTool.class)));
        return command(places, test.getName(), words);
    }

    private static List<String> command(List<Path> classPath, String main, String... words) {
        StringBuilder places = new StringBuilder();
        for (Path place : classPath) {
            places.append(places.isEmpty() ? "" : File.pathSeparator).append(place);
        }
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-cp", places.toString(), main));
        command.addAll(List.of(words));
        return command;
    }

    /** The folder or jar of each module, and of what they are made with. */
    static List<Path> classPath() {
        return places(List.of(Main.class, BootFilesPlan.class, DiskImages.class, BcdStore.class, CommandLine.class, JsonFactory.class));
    }

    private static List<Path> places(List<Class<?>> of) {
        List<Path> places = new ArrayList<>();
        for (Class<?> one : of) {
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
