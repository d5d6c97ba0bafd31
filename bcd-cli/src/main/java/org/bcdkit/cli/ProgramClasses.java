package org.bcdkit.cli;

import java.io.IOException;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Prints the names of the classes that a jar has of ours, one a line: the launcher puts them into its class-data archive, whichever command needs them. */
final class ProgramClasses {

    private static final String OURS = "org/bcdkit/";
    private static final String CLASS = ".class";

    private ProgramClasses() {}

    /** @param args the jar */
    public static void main(String[] args) throws IOException {
        System.out.print(names(args[0]));
    }

    /** With slashes, as in the jar and as the Java virtual machine lists them. */
    static String names(String jar) throws IOException {
        StringBuilder names = new StringBuilder();
        try (ZipFile file = new ZipFile(jar)) {
            for (Enumeration<? extends ZipEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                String name = entries.nextElement().getName();
                // What a package-info says is for the compiler.
                if (name.startsWith(OURS) && name.endsWith(CLASS) && !name.contains("-")) {
                    names.append(name, 0, name.length() - CLASS.length()).append('\n');
                }
            }
        }
        return names.toString();
    }
}
