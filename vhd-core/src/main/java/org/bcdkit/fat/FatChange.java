package org.bcdkit.fat;

import java.time.Instant;
import java.util.Set;
import org.bcdkit.filesystem.FilePath;
import org.bcdkit.storage.Storage;

/** What is to be different on a FAT volume. Names are looked up as readers do it: without regard to case, and by long and short names. */
public sealed interface FatChange {

    /** Which of them it is, for an exhaustive switch. */
    enum Kind {
        FOLDER,
        FILE,
        CONTENT,
        DELETION,
        ATTRIBUTES
    }

    Kind kind();

    FilePath path();

    /** A folder is there afterwards, and so are those on the way to it. One that is there already stays as it is. */
    record MakeFolder(FilePath path) implements FatChange {

        @Override
        public Kind kind() {
            return Kind.FOLDER;
        }
    }

    /**
     * A file holds these bytes afterwards; folders on the way to it are made. One that is there already keeps the spelling of its name and the time
     * when it was made.
     *
     * @param content read when the plan is applied, and for as long as it takes
     * @param modified time of the last change of the content
     */
    record WriteFile(FilePath path, Storage content, Instant modified, Set<FatAttribute> attributes) implements FatChange {

        public WriteFile {
            attributes = Set.copyOf(attributes);
        }

        @Override
        public Kind kind() {
            return Kind.FILE;
        }
    }

    /**
     * A file that is there holds these bytes afterwards. It keeps its name, the time when it was made and its attributes; one that is read-only is left
     * as it is, and that is a problem.
     *
     * @param content read when the plan is applied, and for as long as it takes
     * @param modified time of the last change of the content
     */
    record ReplaceContent(FilePath path, Storage content, Instant modified) implements FatChange {

        @Override
        public Kind kind() {
            return Kind.CONTENT;
        }
    }

    /** A file, or a folder with nothing in it, is not there afterwards. One that is not there already is no problem. */
    record Delete(FilePath path) implements FatChange {

        @Override
        public Kind kind() {
            return Kind.DELETION;
        }
    }

    /** A file or folder has these attributes afterwards, and not the others. */
    record SetAttributes(FilePath path, Set<FatAttribute> attributes) implements FatChange {

        public SetAttributes {
            attributes = Set.copyOf(attributes);
        }

        @Override
        public Kind kind() {
            return Kind.ATTRIBUTES;
        }
    }
}
