package org.bcdkit.fat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bcdkit.filesystem.FileEntry;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.Storage;

/** Reads volumes, and folders of this machine, to their end. */
final class FatReading {

    private FatReading() {}

    /** Every path of a volume; for files with what they hold. */
    static Map<String, Bytes> all(FatFileSystem fat) throws IOException {
        Map<String, Bytes> all = new TreeMap<>();
        collect(fat, fat.root(), "", all);
        return all;
    }

    private static void collect(FatFileSystem fat, FileEntry at, String path, Map<String, Bytes> all) throws IOException {
        for (FileEntry entry : fat.list(at)) {
            String name = path + entry.name();
            if (entry.kind() == FileEntry.Kind.DIRECTORY) {
                all.put(name + "/", Bytes.EMPTY);
                collect(fat, entry, name + "/", all);
            } else {
                try (Storage file = fat.open(entry)) {
                    assertThat(file.size()).isEqualTo(entry.size());
                    all.put(name, Bytes.of(file.read(0, (int) file.size())));
                }
            }
        }
    }

    static Map<String, Bytes> allOf(Path tree) throws IOException {
        Map<String, Bytes> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.filter(file -> !file.equals(tree)).toList()) {
                boolean isFolder = Files.isDirectory(file);
                all.put(tree.relativize(file) + (isFolder ? "/" : ""), isFolder ? Bytes.EMPTY : Bytes.of(Files.readAllBytes(file)));
            }
        }
        return all;
    }
}
