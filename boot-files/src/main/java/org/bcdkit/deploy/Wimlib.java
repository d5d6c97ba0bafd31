package org.bcdkit.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Progress;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.wim.WimSet;

/** Takes files from a WIM into an NTFS volume in a file and the other way, with {@code wimlib-imagex}, which needs no mounted volume for that. */
public final class Wimlib {

    private static final String STRUCTURE = "WIM";
    private static final int NTFS_FAILED = 46;
    private static final int UNSUPPORTED = 68;
    private static final int UNKNOWN_VERSION = 67;
    private static final int ENCRYPTED = 74;
    /** Decompression, integrity, header, tables, metadata, hashes, missing resources, early end, XML. The manual of wimlib, "wimlib_error_code". */
    private static final List<Integer> DAMAGE = List.of(2, 10, 13, 16, 17, 19, 20, 21, 27, 28, 30, 36, 43, 55, 62, 65, 73);

    private final Path program;

    /** @param program as {@link ExternalProgram#find} found it */
    public Wimlib(Path program) {
        this.program = program;
    }

    /**
     * Puts the files of an image into a volume that holds none.
     *
     * @param verified whether all of the WIM is compared with its checksums before
     * @throws MalformedException when the WIM is damaged
     * @throws HostException when the program fails for another reason
     */
    void apply(WimSet wim, int index, Path volume, boolean verified, Progress progress) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(), "apply", argument(wim.path()), Integer.toString(index), argument(volume)));
        for (Path part : wim.others()) {
            command.add("--ref=" + literal(argument(part)));
        }
        if (verified) {
            command.add("--check");
        }
        run(wim.path(), command, progress);
    }

    /** How the files of a new image are compressed. */
    public enum Compression {
        NONE("none"),
        XPRESS("xpress"),
        LZX("lzx"),
        /** All files together: the smallest, by far the slowest. */
        LZMS("lzms");

        private final String word;

        Compression(String word) {
            this.word = word;
        }

        /** The word used on the command line, and by wimlib. */
        public String word() {
            return word;
        }
    }

    /**
     * Makes an image of the files in a volume, in a new WIM.
     *
     * @param verifiable whether the WIM gets checksums of all its bytes
     */
    void capture(Path volume, Path wim, String name, Compression compression, boolean verifiable, Progress progress) throws IOException {
        List<String> command = command("capture", volume, wim, name, verifiable);
        command.add("--compress=" + compression.word());
        if (compression == Compression.LZMS) {
            command.add("--solid");
        }
        run(wim, command, progress);
    }

    /** The same in a WIM that is there. */
    void append(Path volume, Path wim, String name, boolean verifiable, Progress progress) throws IOException {
        run(wim, command("append", volume, wim, name, verifiable), progress);
    }

    private List<String> command(String verb, Path volume, Path wim, String name, boolean verifiable) {
        List<String> command = new ArrayList<>(List.of(program.toString(), verb, argument(volume), argument(wim), name));
        if (verifiable) {
            command.add("--check");
        }
        return command;
    }

    private void run(Path wim, List<String> command, Progress progress) throws IOException {
        ProgramRun.Outcome outcome = ProgramRun.run(command, new FileProgress(progress));
        if (outcome.failed()) {
            throw failure(wim, outcome);
        }
    }

    private IOException failure(Path wim, ProgramRun.Outcome outcome) {
        String said = outcome.complaint();
        if (DAMAGE.contains(outcome.code())) {
            return new MalformedException(wim.toString(), STRUCTURE, 0, "wimlib found it damaged: " + said);
        }
        if (outcome.code() == ENCRYPTED || outcome.code() == UNKNOWN_VERSION) {
            return new UnsupportedException(wim.toString(), STRUCTURE, 0, "wimlib does not read it: " + said);
        }
        if (outcome.code() == UNSUPPORTED) {
            return new HostException(
                    program + " cannot do this with an NTFS volume in a file: " + said,
                    "Take a wimlib that was built with libntfs-3g, as those of Linux distributions are.");
        }
        boolean full = outcome.says("No space left on device");
        if (full && outcome.code() == NTFS_FAILED) {
            return new HostException("The files do not fit: the new volume, or the disk that it is made on, is full: " + said,
                    "Nothing is left of it. Take a larger --size, and see that there is room for it.");
        }
        return new HostException(program + " ended with " + outcome.code() + ": " + said, full ? "Make room, or choose another place." : "");
    }

    /** A name that starts with a dash would be an option. */
    private static String argument(Path path) {
        return path.toAbsolutePath().toString();
    }

    /** The name of a part is a pattern for wimlib; a backslash takes the meaning of a sign away, save on Windows. */
    private static String literal(String path) {
        if (File.separatorChar == '\\') {
            return path;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            if ("*?[\\".indexOf(path.charAt(i)) >= 0) {
                text.append('\\');
            }
            text.append(path.charAt(i));
        }
        return text.toString();
    }

    /** Understands {@code Extracting file data: 15 MiB of 28 MiB (54%) done}. */
    private static final class FileProgress implements ProgramRun.Listener {
        private static final String OF = " of ";

        private final Progress progress;

        FileProgress(Progress progress) {
            this.progress = progress;
        }

        @Override
        public boolean isProgress(String line) {
            int colon = line.indexOf(": ");
            int of = line.indexOf(OF, colon + 1);
            int bracket = line.indexOf(" (", of + 1);
            if (colon < 0 || of < 0 || bracket < 0 || percent(line, bracket).isEmpty()) {
                return line.endsWith(" directories)") || line.contains(" scanned (");
            }
            OptionalLong done = size(line.substring(colon + 2, of));
            OptionalLong total = size(line.substring(of + OF.length(), bracket));
            if (done.isPresent() && total.isPresent()) {
                progress.reached(Math.min(done.getAsLong(), total.getAsLong()), total.getAsLong());
            }
            return true;
        }

        private static OptionalInt percent(String line, int bracket) {
            int end = line.indexOf("%)", bracket);
            try {
                return end < 0 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(line.substring(bracket + 2, end)));
            } catch (NumberFormatException e) {
                return OptionalInt.empty();
            }
        }

        /** Bytes; nothing for a number of files. */
        private static OptionalLong size(String text) {
            try {
                boolean hasUnit = text.endsWith("B") || text.endsWith("bytes");
                return hasUnit ? OptionalLong.of(ByteSize.parse(text.replace("bytes", ""))) : OptionalLong.empty();
            } catch (IllegalArgumentException e) {
                return OptionalLong.empty();
            }
        }
    }
}
