package org.bcdkit.host.linux;

import java.util.List;
import java.util.Optional;

/** Which mount a file lies on. */
record MountTree(List<Mount> mounts) {

    MountTree {
        mounts = List.copyOf(mounts);
    }

    /**
     * The mount that {@code file}, an absolute path without links, lies on. Found as the kernel does it, from the root down: a mount below
     * another that was mounted over it later is hidden, though its mount point may be the longest that fits.
     */
    Optional<Mount> find(String file) {
        Optional<Mount> found = top(file);
        for (int steps = 0; steps < mounts.size() && found.isPresent(); steps++) {
            Optional<Mount> next = firstOn(found.get(), file);
            if (next.isEmpty()) {
                return found;
            }
            found = next;
        }
        return found;
    }

    /** Whether its mount point shows this mount and no later one. */
    boolean isVisible(Mount mount) {
        Optional<Mount> found = find(mount.point());
        return found.isPresent() && found.get().id() == mount.id();
    }

    /** Where the way down begins: at a mount whose parent is not among those that this process sees. */
    private Optional<Mount> top(String file) {
        Optional<Mount> top = Optional.empty();
        for (Mount mount : mounts) {
            boolean longer = top.isEmpty() || mount.point().length() >= top.get().point().length();
            if (mount.covers(file) && longer && isTop(mount)) {
                top = Optional.of(mount);
            }
        }
        return top;
    }

    private boolean isTop(Mount mount) {
        for (Mount other : mounts) {
            if (other.id() == mount.parent() && other.id() != mount.id()) {
                return false;
            }
        }
        return true;
    }

    /** The mount that the way to {@code file} meets first on {@code parent}; of several in one place, the last. */
    private Optional<Mount> firstOn(Mount parent, String file) {
        Optional<Mount> first = Optional.empty();
        for (Mount mount : mounts) {
            boolean isOn = mount.parent() == parent.id() && mount.id() != parent.id();
            boolean earlier = first.isEmpty() || mount.point().length() <= first.get().point().length();
            if (isOn && earlier && mount.covers(file)) {
                first = Optional.of(mount);
            }
        }
        return first;
    }
}
