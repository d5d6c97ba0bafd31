package org.bcdkit.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.junit.jupiter.api.Test;

class PlanTextTest {

    @Test
    void readsLikeADiffAndEndsWithACount() {
        assertThat(print(
                        change(Action.CHANGE, "{bootmgr} displayorder", "{a}", "{a}, {b}"),
                        change(Action.ADD, "{b}", null, "Windows Boot Loader \"W\""),
                        change(Action.ADD, "{b} allowedinmemorysettings", null, "0x15000075"),
                        change(Action.ADD, "{b} description", null, "W"),
                        change(Action.DELETE, "{c} description", "W", null),
                        change(Action.KEEP, "{d}", null, "left alone"),
                        change(Action.ADD, "{e}", null, "")))
                .isEqualTo(
                        """
                        Do it
                          ~ {bootmgr} displayorder  {a} → {a}, {b}
                          + {b}                     Windows Boot Loader "W"
                            + allowedinmemorysettings 0x15000075
                            + description             W
                          - {c} description         W
                          = {d}                     left alone
                          + {e}
                        2 to add, 1 to change, 1 to delete.
                        """);
    }

    @Test
    void showsControlCharactersInsteadOfSendingThem() {
        assertThat(print(change(Action.ADD, "{b}", null, "a\u001b[2Jb\nc")))
                .isEqualTo("Do it\n  + {b}                     a\\1b[2Jb\\0ac\n1 to add, 0 to change, 0 to delete.\n");
    }

    private static Change change(Action action, String subject, String before, String after) {
        return new Change(action, subject, Optional.ofNullable(before), Optional.ofNullable(after));
    }

    private static String print(Change... changes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        PlanText.print(stream, "Do it", List.of(changes));
        stream.flush();
        return out.toString(StandardCharsets.UTF_8);
    }
}
