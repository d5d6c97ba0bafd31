package org.bcdkit.disk;

import java.io.IOException;
import java.util.List;
import org.bcdkit.plan.Rule;
import org.bcdkit.storage.FormatException;

/** Ends reading with the first fault. What is only odd is noted. */
public final class FirstFault implements Faults {

    private final List<Remark> remarks;

    /** @param remarks gets what is odd */
    public FirstFault(List<Remark> remarks) {
        this.remarks = remarks;
    }

    @Override
    public void found(Rule rule, FormatException fault) throws IOException {
        throw fault;
    }

    @Override
    public void odd(Condition condition, String structure, long position, String text) {
        remarks.add(new Remark(condition, text));
    }

    @Override
    public boolean wants(Rule rule) {
        return true;
    }
}
