package org.bcdkit.machine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bcdkit.testing.IndependentTool;

/** What a Linux kernel takes its first programs from: a cpio archive with headers in hexadecimal digits, "newc" (Linux, buffer-format). */
final class InitialRamdisk {

    private static final int FOLDER = 040755;
    private static final int PROGRAM = 0100755;
    private static final int LINK = 0120777;
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

    private record Item(int mode, byte[] content) {}

    /** Sorted, so that a folder comes before what is in it. */
    private final Map<String, Item> items = new TreeMap<>();

    InitialRamdisk folder(String path) {
        if (!path.isEmpty() && !items.containsKey(path)) {
            folder(parent(path));
            items.put(path, new Item(FOLDER, new byte[0]));
        }
        return this;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }

    /** @param path without a slash in front */
    InitialRamdisk file(String path, byte[] content) {
        folder(parent(path));
        items.put(path, new Item(PROGRAM, content));
        return this;
    }

    InitialRamdisk link(String path, String to) {
        folder(parent(path));
        items.put(path, new Item(LINK, to.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** A folder with all that is in it. */
    InitialRamdisk tree(String path, Path source) throws IOException {
        folder(path);
        try (var files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                file(path + "/" + source.relativize(file), Files.readAllBytes(file));
            }
        }
        return this;
    }

    /** The libraries that a program of this machine is linked to, where it looks for them. */
    InitialRamdisk libraries(Path program) throws IOException {
        IndependentTool.Outcome outcome = IndependentTool.run(IndependentTool.require("ldd", "libc-bin"), program.toString());
        Matcher library = LIBRARY.matcher(outcome.text());
        while (library.find()) {
            file(library.group(1).substring(1), Files.readAllBytes(Path.of(library.group(1))));
        }
        return this;
    }

    /** A program of this machine with its libraries, in {@code bin}. */
    InitialRamdisk program(Path program) throws IOException {
        return file("bin/" + program.getFileName(), Files.readAllBytes(program)).libraries(program);
    }

    Path write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            int number = 1;
            for (Map.Entry<String, Item> item : items.entrySet()) {
                write(out, number++, item.getKey(), item.getValue());
            }
            write(out, 0, "TRAILER!!!", new Item(0, new byte[0]));
        }
        return file;
    }

    /** Names and contents end at a multiple of four bytes. */
    private static void write(OutputStream out, int number, String path, Item item) throws IOException {
        byte[] name = (path + '\0').getBytes(StandardCharsets.UTF_8);
        StringBuilder header = new StringBuilder("070701");
        for (int field : new int[] {number, item.mode, 0, 0, 1, 0, item.content.length, 0, 0, 0, 0, name.length, 0}) {
            header.append("%08x".formatted(field));
        }
        out.write(header.toString().getBytes(StandardCharsets.US_ASCII));
        out.write(name);
        out.write(new byte[-(header.length() + name.length) & 3]);
        out.write(item.content);
        out.write(new byte[-item.content.length & 3]);
    }
}
