package org.bcdkit.argument;

import org.bcdkit.nativeboot.PageFileChoice;

/** {@code --page-file SIZE|auto|none}. */
public final class PageFileArgument {

    private PageFileArgument() {}

    public static PageFileChoice parse(String text) {
        if (text.equalsIgnoreCase("none")) {
            return new PageFileChoice.None();
        }
        return text.equalsIgnoreCase("auto")
                ? new PageFileChoice.Automatic()
                : new PageFileChoice.Fixed(SizeArgument.parse("--page-file", text));
    }
}
