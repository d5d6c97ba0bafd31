package org.bcdkit.vhd;

import java.util.ArrayList;
import java.util.List;
import org.bcdkit.disk.ParentPath;

/** Collects the places where a child says its parent is, and puts them into the order in which to look: what moves along with the child first. */
final class ParentPaths {

    private static final ParentPath.Form[] ORDER = {ParentPath.Form.RELATIVE, ParentPath.Form.ABSOLUTE, ParentPath.Form.URL};

    private final List<ParentPath> current = new ArrayList<>();
    private final List<ParentPath> deprecated = new ArrayList<>();

    void add(ParentPath path, boolean isDeprecated) {
        (isDeprecated ? deprecated : current).add(path);
    }

    /** @param name the parent name in the dynamic header; may be empty */
    List<ParentPath> inOrder(String name) {
        List<ParentPath> sorted = new ArrayList<>();
        addInOrder(current, sorted);
        if (!name.isEmpty()) {
            sorted.add(new ParentPath(ParentPath.Form.NAME, name));
        }
        addInOrder(deprecated, sorted);
        return sorted;
    }

    private static void addInOrder(List<ParentPath> from, List<ParentPath> to) {
        for (ParentPath.Form form : ORDER) {
            for (ParentPath path : from) {
                if (path.form() == form) {
                    to.add(path);
                }
            }
        }
    }
}
