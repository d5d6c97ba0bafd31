package org.bcdkit.fat;

import java.util.List;

/** Clusters that follow one another on the volume. */
record ClusterRun(int first, int count) {

    int last() {
        return first + count - 1;
    }

    /** Adds a cluster to a chain: to its last run, when it comes next. */
    static void add(List<ClusterRun> chain, int cluster) {
        ClusterRun last = chain.isEmpty() ? null : chain.get(chain.size() - 1);
        if (last != null && last.last() + 1 == cluster) {
            chain.set(chain.size() - 1, new ClusterRun(last.first, last.count + 1));
        } else {
            chain.add(new ClusterRun(cluster, 1));
        }
    }
}
