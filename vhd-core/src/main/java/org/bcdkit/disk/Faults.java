package org.bcdkit.disk;

import java.io.IOException;
import org.bcdkit.plan.Rule;
import org.bcdkit.storage.FormatException;

/** Takes what is wrong with an image while it is read. Opening an image ends with the first fault, a check goes on with what can still be read. */
public interface Faults {

    /** Goes on, for somebody who looks at what is there and not at what is told of it. */
    Faults UNHEEDED = new Faults() {
        @Override
        public void found(Rule rule, FormatException fault) {}

        @Override
        public void odd(Condition condition, String structure, long position, String text) {}

        @Override
        public boolean wants(Rule rule) {
            return false;
        }
    };

    /**
     * Takes a fault.
     *
     * @throws IOException the fault itself, where reading ends with it
     */
    void found(Rule rule, FormatException fault) throws IOException;

    /**
     * Takes something odd that does not keep the image from being read.
     *
     * @param structure where it was found, as its specification calls it
     * @param position where in the file, in bytes
     * @param text what was found and what was expected, without the file's name
     */
    void odd(Condition condition, String structure, long position, String text);

    /**
     * Asked before a fault under {@code rule} of which there may be millions is looked at closely: whether its circumstances are wanted. If not, it is
     * counted, and there is nothing more to do about it.
     */
    boolean wants(Rule rule);
}
