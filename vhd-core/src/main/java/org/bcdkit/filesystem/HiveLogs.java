package org.bcdkit.filesystem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.hive.HiveFiles;
import org.bcdkit.hive.HiveReader;
import org.bcdkit.storage.Storage;

/**
 * The transaction logs beside a hive on a volume.
 *
 * @param hive its path
 */
public record HiveLogs(FileSystem fileSystem, FilePath hive) implements HiveReader.LogSource {

    @Override
    public List<Storage> open() throws IOException {
        List<Storage> logs = new ArrayList<>();
        String name = hive.names().get(hive.names().size() - 1);
        Optional<FileEntry> folder = hive.parent().find(fileSystem);
        if (folder.isPresent()) {
            for (FileEntry entry : fileSystem.list(folder.get())) {
                if (entry.kind() == FileEntry.Kind.FILE && HiveFiles.isLog(entry.name(), name)) {
                    logs.add(fileSystem.open(entry));
                }
            }
        }
        return logs;
    }
}
