package org.bcdkit.edit;

/** Which Windows an entry starts, as far as its elements depend on it. Specification: BCD format, section 7.3. */
public enum WindowsGeneration {
    WINDOWS_7("Windows 7"),
    WINDOWS_8_1("Windows 8.1"),
    WINDOWS_10("Windows 10"),
    WINDOWS_11("Windows 11");

    private final String title;

    WindowsGeneration(String title) {
        this.title = title;
    }

    /** The description of an entry for it. */
    public String title() {
        return title;
    }

    /** Windows 8 brought the graphical boot menu, isolated context and in-memory settings; Windows 7 must not have them. */
    public boolean isWindows8OrLater() {
        return this != WINDOWS_7;
    }
}
