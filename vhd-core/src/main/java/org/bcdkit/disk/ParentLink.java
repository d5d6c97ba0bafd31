package org.bcdkit.disk;

import java.util.List;
import java.util.OptionalLong;
import org.bcdkit.storage.Bytes;

/**
 * What a differencing disk says about its parent.
 *
 * @param identities the {@link VirtualDisk#identity()} that the parent has; VHDX may name two while the link is being changed
 * @param paths where it may be, in the order in which to look
 * @param modified VHD: when the parent's file was last changed as the link was made, in seconds since 1970
 */
public record ParentLink(List<Bytes> identities, List<ParentPath> paths, OptionalLong modified) {

    public ParentLink {
        identities = List.copyOf(identities);
        paths = List.copyOf(paths);
    }

    /** Whether {@code candidate} is the disk that the link means. */
    public boolean names(VirtualDisk candidate) {
        return identities.contains(candidate.identity());
    }
}
