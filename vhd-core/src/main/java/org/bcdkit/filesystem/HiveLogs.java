package org.bcdkit.filesystem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.hive.HiveFiles;
import org.bcdkit.hive.HiveReader;
import org.bcdkit.storage.FormatException;
import org.bcdkit.storage.Storage;

/**
 * The transaction logs beside a hive on a volume. One that cannot be opened is as good as none.
 *
 * @param hive its path
 */
public record HiveLogs(FileSystem fileSystem, FilePath hive) implements HiveReader.LogSource {

    @Override
    public List<Storage> open() throws IOException {
        List<Storage> logs = new ArrayList<>();
        Optional<FileEntry> folder = hive.parent().find(fileSystem);
        for (String name : HiveFiles.logNames(hive.names().get(hive.names().size() - 1))) {
            try {
                Optional<FileEntry> log = folder.isPresent() ? fileSystem.find(folder.get(), name) : Optional.empty();
                if (log.isPresent() && log.get().kind() == FileEntry.Kind.FILE) {
                    logs.add(fileSystem.open(log.get()));
                }
            } catch (FormatException e) {
                continue;
            }
        }
        return logs;
    }
}
