package org.bcdkit.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.host.VolumeSpace;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.MalformedException;

/** One run that fetches a file. */
final class Download {

    /** How often a file may be another than before until waiting for it to stay the same is given up. */
    private static final int RESTARTS = 3;
    /** A connection that brings less than this does not count as one that works. */
    private static final long WORTHWHILE = 1 << 16;
    private static final int PIECE = 1 << 17;
    private static final String NO_MORE = "the source sends no more";

    private final FetchRequest request;
    private final Patience patience;
    private final FetchProgress progress;
    private final byte[] piece = new byte[PIECE];

    private PartFile part;
    private boolean begun;
    private int restarts;
    private int fruitless;
    /** The position up to which connections have counted as working. */
    private long gained;

    Download(FetchRequest request, Patience patience, FetchProgress progress) {
        this.request = request;
        this.patience = patience;
        this.progress = progress;
    }

    Fetched run() throws IOException {
        try (PartFile opened = PartFile.open(request.target(), request.source().name(), request.checksum().isPresent())) {
            part = opened;
            long resumedAt = part.position();
            gained = resumedAt;
            while (!tryOnce()) {
                // Each time a bit more is there.
            }
            Sha256 found = part.checksum();
            long size = part.position();
            if (request.checksum().isPresent() && !found.equals(request.checksum().get())) {
                part.discard();
                throw new MalformedException(
                        request.source().name(),
                        "file",
                        0,
                        "all " + size + " bytes",
                        "its SHA-256 is " + found + ", expected " + request.checksum().get() + ". Nothing of it was kept.");
            }
            part.becomes(request.target());
            return new Fetched(request.target(), size, found, restarts > 0 ? 0 : resumedAt);
        }
    }

    /** Asks for what is missing; whether nothing is missing any more. */
    private boolean tryOnce() throws IOException {
        try (Answer answer = request.source().open(part.position(), part.validator(), part.size())) {
            if (answer.start() == 0) {
                begin(answer);
            }
            begun = true;
            take(answer);
            request.source().confirm(part.validator(), part.size());
            return true;
        } catch (LostConnectionException e) {
            if (part.position() >= gained + WORTHWHILE) {
                gained = part.position();
                fruitless = 0;
            }
            fruitless++;
            if (fruitless >= patience.tries() || e.isUnreachable() && !begun) {
                throw new HostException(sentence(e.getMessage()) + part.leftBehind(), "Check the connection, and run this again.", e);
            }
            long wait = Math.max(e.waitMillis(), patience.waitMillis(fruitless));
            progress.troubled(sentence(e.getMessage()) + " Trying again" + (wait >= 1000 ? " in " + wait / 1000 + " s." : "."));
            Patience.sleep(wait);
            if (!part.validator().isKnown() && request.checksum().isEmpty() && part.position() > 0) {
                restart("the source does not tell whether the file is still the same");
                part.begin(Validator.NONE, part.size());
            }
            return false;
        }
    }

    private static String sentence(String problem) {
        return problem.endsWith(".") ? problem : problem + ".";
    }

    /** The answer gives the file from its start. */
    private void begin(Answer answer) throws IOException {
        if (part.position() > 0) {
            restart(part.validator().contradicts(answer.validator()) || !answer.size().equals(part.size())
                    ? "the file at the source is another one now"
                    : "the source gives the file only from its start");
        }
        part.begin(answer.validator(), answer.size());
        if (answer.size().isPresent()) {
            checkRoom(answer.size().getAsLong());
        }
    }

    private void restart(String why) throws HostException {
        restarts++;
        gained = 0;
        if (restarts > RESTARTS) {
            throw new HostException(
                    request.source().name() + ": " + why + ", for the "
                            + restarts + "th time",
                    "Wait until it stays the same, or fetch it another way.");
        }
        progress.troubled(request.source().name() + ": " + why + ". Beginning anew.");
    }

    /** The plan was made with the size that the file had then. */
    private void checkRoom(long size) throws HostException {
        List<String> problems = new ArrayList<>();
        OptionalLong free = VolumeSpace.of(request.folder(), problems).free();
        if (free.isPresent() && free.getAsLong() < size) {
            Finding finding = FetchPlanner.noRoom(request.folder(), free.getAsLong(), size);
            throw new HostException(finding.message(), "Free some room, or choose another folder.");
        }
    }

    /** Writes what the answer brings: all that is missing. */
    private void take(Answer answer) throws IOException {
        InputStream body = answer.body();
        OptionalLong size = answer.size();
        progress.moved(part.position(), size);
        while (size.isEmpty() || part.position() < size.getAsLong()) {
            int wanted = size.isEmpty() ? piece.length : (int) Math.min(piece.length, size.getAsLong() - part.position());
            int read;
            try {
                read = body.read(piece, 0, wanted);
            } catch (IOException e) {
                throw broken(size, why(e), e);
            }
            if (read < 0) {
                if (size.isEmpty()) {
                    return;
                }
                throw broken(size, NO_MORE, null);
            }
            part.write(piece, read);
            progress.moved(part.position(), size);
        }
    }

    /** Java tells of the same end in one way or the other, depending on what the server said before. */
    private static String why(IOException failure) {
        String why = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return why.equals("Premature EOF") ? NO_MORE : why;
    }

    private LostConnectionException broken(OptionalLong size, String why, IOException cause) {
        String of = size.isPresent() ? " of " + ByteSize.format(size.getAsLong()) : "";
        return new LostConnectionException(
                request.source().name() + " broke off after " + ByteSize.format(part.position()) + of + ": " + why, false, 0, cause);
    }
}
