package org.bcdkit.fetch;

import java.nio.file.Path;

/**
 * A file that was fetched.
 *
 * @param size in bytes
 * @param checksum of what is in it, as it was computed while it was written
 * @param resumedAt how many bytes of it were there before, from an earlier run
 */
public record Fetched(Path file, long size, Sha256 checksum, long resumedAt) {}
