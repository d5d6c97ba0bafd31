package org.bcdkit.fetch;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.bcdkit.plan.Finding;

/**
 * A file that is to be fetched, as its source described it when it was asked.
 *
 * @param size of the file in bytes; absent when the source does not say
 * @param there how many bytes of it an earlier run left
 * @param done whether the file is there already: then there is nothing to do
 * @param findings with an error among them nothing is to be fetched
 */
public record FetchPlan(FetchRequest request, OptionalLong size, long there, boolean done, List<Finding> findings) {

    public FetchPlan {
        findings = List.copyOf(findings);
    }

    /**
     * Fetches the file: what an earlier run left is gone on with where it is of the same content, and a connection that breaks is made again.
     *
     * @throws org.bcdkit.storage.MalformedException when the file has another checksum; then nothing of it is left
     * @throws org.bcdkit.storage.HostException when it cannot be had; what came stays for another run
     */
    public Fetched apply(Patience patience, FetchProgress progress) throws IOException {
        if (done || Finding.refuse(findings)) {
            throw new IllegalStateException("there is nothing to fetch: " + request.target());
        }
        return new Download(request, patience, progress).run();
    }
}
