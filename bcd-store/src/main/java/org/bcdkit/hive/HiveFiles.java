package org.bcdkit.hive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;

/** Finds the files that belong to a hive: the file itself, and beside it the transaction logs {@code .LOG}, {@code .LOG1} and {@code .LOG2}. */
public final class HiveFiles {

    private static final String[] SUFFIXES = {".LOG", ".LOG1", ".LOG2"};

    private HiveFiles() {}

    /** The names that the transaction logs of a hive may have, which are beside it. */
    public static List<String> logNames(String hive) {
        List<String> names = new ArrayList<>();
        for (String suffix : SUFFIXES) {
            names.add(hive + suffix);
        }
        return names;
    }

    /** Reads the hive in {@code file}, with its logs when it is dirty. Throws what {@link HiveReader#read} and the file system throw. */
    public static Hive read(Path file) throws IOException {
        try (FileStorage primary = FileStorage.open(file);
                LogFiles logs = new LogFiles(file)) {
            return HiveReader.read(primary, logs);
        }
    }

    /** The transaction logs beside a file, for {@link HiveReader}. Closing this closes those that were opened. */
    public static final class LogFiles implements HiveReader.LogSource, Closeable {
        private final Path file;
        private final List<Storage> opened = new ArrayList<>();

        public LogFiles(Path file) {
            this.file = file;
        }

        @Override
        public List<Storage> open() throws IOException {
            for (Path log : logs(file)) {
                opened.add(FileStorage.open(log));
            }
            return opened;
        }

        @Override
        public void close() throws IOException {
            for (Storage log : opened) {
                log.close();
            }
        }
    }

    /** The transaction logs beside {@code file}, in whatever case their names are written. */
    public static List<Path> logs(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        String name = file.getFileName().toString();
        List<Path> logs = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path candidate : files) {
                if (isLog(candidate.getFileName().toString(), name) && Files.isRegularFile(candidate)) {
                    logs.add(candidate);
                }
            }
        }
        return logs;
    }

    /** Whether a file of that name is a transaction log of a hive of that name in the same folder. */
    public static boolean isLog(String candidate, String hive) {
        for (String name : logNames(hive)) {
            if (candidate.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
