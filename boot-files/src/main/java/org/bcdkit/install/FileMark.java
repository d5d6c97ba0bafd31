package org.bcdkit.install;

/** What a file of a system partition is marked as, where its file system has such marks. */
public enum FileMark {
    READ_ONLY,
    HIDDEN,
    SYSTEM
}
