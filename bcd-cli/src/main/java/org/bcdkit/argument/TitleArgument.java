package org.bcdkit.argument;

/** The title of an entry, as the boot menu shows it: one line of text. */
public final class TitleArgument {

    private TitleArgument() {}

    /** @param name what the title was given as, for messages: {@code --name} for instance */
    public static String parse(String name, String title) {
        for (int i = 0; i < title.length(); i++) {
            if (Character.isISOControl(title.charAt(i))) {
                throw new UsageException(name + ": a menu entry is one line of text, without control characters.");
            }
        }
        if (title.isBlank()) {
            throw new UsageException(name + ": the menu has to say something.");
        }
        return title;
    }
}
