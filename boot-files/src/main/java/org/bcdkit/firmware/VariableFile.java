package org.bcdkit.firmware;

import java.util.Optional;
import org.bcdkit.layout.LittleEndian;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;

/** A variable as a file of efivarfs: its name and name space in the file's name, its attributes in the first four bytes, then its data. */
public final class VariableFile {

    /** No variable of a real machine comes near this. */
    public static final int LARGEST = 1 << 20;

    private static final String GLOBAL = "-8be4df61-93ca-11d2-aa0d-00e098032b8c";
    private static final int ATTRIBUTES = 4;

    private VariableFile() {}

    /** The name of the file for a variable of the global name space. */
    public static String name(String variable) {
        return variable + GLOBAL;
    }

    /** The variable that a file is for; absent when it is none of the global name space. */
    public static Optional<String> variable(String file) {
        return file.endsWith(GLOBAL) ? Optional.of(file.substring(0, file.length() - GLOBAL.length())) : Optional.empty();
    }

    /** @param source what to call the file in messages */
    public static EfiVariable read(String source, String variable, byte[] content) throws MalformedException {
        if (content.length < ATTRIBUTES) {
            throw new MalformedException(
                    source, "variable", 0, "the file has " + content.length + " bytes, and the attributes alone take " + ATTRIBUTES);
        }
        Bytes data = Bytes.of(content, ATTRIBUTES, content.length - ATTRIBUTES);
        return new EfiVariable(variable, LittleEndian.i32(content, 0), data);
    }

    /** What the file holds. */
    public static byte[] content(EfiVariable variable) {
        byte[] content = new byte[ATTRIBUTES + variable.data().size()];
        LittleEndian.putU32(content, 0, variable.attributes());
        System.arraycopy(variable.data().toArray(), 0, content, ATTRIBUTES, variable.data().size());
        return content;
    }
}
