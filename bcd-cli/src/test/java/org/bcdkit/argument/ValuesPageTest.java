package org.bcdkit.argument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bcdkit.catalog.ElementText;
import org.bcdkit.store.ElementType;
import org.junit.jupiter.api.Test;

class ValuesPageTest {

    private static final Pattern EXAMPLE = Pattern.compile("\\| `([^`]*)` \\| `([^`]*)` \\| `([^`]*)` \\|");

    @Test
    void theExamplesAreTakenAndShownAsThePageSays() throws IOException {
        int examples = 0;
        for (String line : Files.readAllLines(Path.of("../docs/reference/values.md"))) {
            Matcher example = EXAMPLE.matcher(line);
            if (example.matches()) {
                ElementType type = ElementArgument.find(example.group(1), Values.IN_LOADER);
                String shown = String.join(" ", ElementText.lines(type, Values.parse(example.group(1), Values.IN_LOADER, example.group(2)), Values.IN_LOADER));
                assertThat(shown).as(line).isEqualTo(example.group(3));
                examples++;
            }
        }
        assertThat(examples).isGreaterThan(10);
    }
}
