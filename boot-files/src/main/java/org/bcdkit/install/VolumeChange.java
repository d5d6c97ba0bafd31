package org.bcdkit.install;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.storage.Fingerprint;
import org.bcdkit.storage.Storage;

/** What is to be different on a system partition. Names are looked up without regard to case. */
public sealed interface VolumeChange {

    /** What is changed, from the root of the volume. */
    FilePath path();

    /** A folder is there afterwards, and so are those on the way to it. */
    record MakeFolder(FilePath path) implements VolumeChange {}

    /**
     * A file holds these bytes afterwards: the old ones or the new ones at every moment. One that is there already keeps the spelling of its name.
     *
     * @param content read when the change is made
     * @param modified time of the last change of the content
     * @param marks the file has these afterwards, and not the others; a file system without marks leaves them out
     * @param replaced what the file holds until now; absent when it is new
     */
    record WriteFile(FilePath path, Storage content, Instant modified, Set<FileMark> marks, Optional<Fingerprint> replaced) implements VolumeChange {

        public WriteFile {
            marks = Set.copyOf(marks);
        }
    }

    /** A file is not there afterwards. */
    record DeleteFile(FilePath path) implements VolumeChange {}
}
