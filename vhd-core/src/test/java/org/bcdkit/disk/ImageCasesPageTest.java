package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tests that the page about odd images names are there. */
class ImageCasesPageTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| ([^|]+) \\| ([^|]*) \\| ([^|]*) \\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (var files = Files.walk(ROOT)) {
            for (Path file : files.filter(file -> file.toString().replace('\\', '/').matches(".*/src/test/java/.*Test\\.java")).toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }

    @Test
    void everyCaseNamesTestsThatAreThereOrSaysWhatIsMissing() throws IOException {
        Map<String, String> sources = sources();
        List<Integer> numbers = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/reference/image-cases.md"))) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                continue;
            }
            numbers.add(Integer.parseInt(row.group(1)));
            assertThat(row.group(3) + row.group(4)).as(line).isNotBlank();
            Matcher test = TEST.matcher(row.group(3) + row.group(4));
            while (test.find()) {
                assertThat(sources).as(line).containsKey(test.group(1));
                if (test.group(2) != null) {
                    assertThat(sources.get(test.group(1))).as(test.group()).contains(" void " + test.group(2) + "(");
                }
            }
        }
        assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 30).boxed().toList());
    }
}
