package org.bcdkit.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.host.HostVolume;
import org.bcdkit.plan.Finding;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.HostException;

/** Plans how a file is fetched. */
public final class FetchPlanner {

    private static final String ANOTHER_NAME = "Move it away, or choose another name.";
    private static final int PIECE = 1 << 16;

    private FetchPlanner() {}

    /**
     * Asks the source for the file, and the volume for room. Nothing is written.
     *
     * @param volume the one that the folder is on
     * @throws java.nio.file.NoSuchFileException when the source has no such file
     * @throws HostException when the source cannot be reached, or gives nothing
     */
    public static FetchPlan plan(FetchRequest request, HostVolume volume, Patience patience) throws IOException {
        Path target = request.target();
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            boolean same = request.checksum().isPresent() && Files.isRegularFile(target) && checksum(target).equals(request.checksum().get());
            return same
                    ? new FetchPlan(request, OptionalLong.of(Files.size(target)), 0, true, List.of())
                    : new FetchPlan(request, OptionalLong.empty(), 0, false, List.of(taken(request)));
        }
        List<Finding> findings = new ArrayList<>();
        Optional<Path> foreign = PartFile.foreign(target);
        if (foreign.isPresent()) {
            findings.add(Finding.error(FetchRule.PART, foreign.get() + " is there, and was not left by an earlier run of this", ANOTHER_NAME));
            return new FetchPlan(request, OptionalLong.empty(), 0, false, findings);
        }
        Optional<PartRecord> left = PartFile.left(target, request.source().name());
        OptionalLong size;
        long there;
        try (Answer answer = ask(request.source(), patience)) {
            size = answer.size();
            there = there(left, answer, request.checksum().isPresent());
            if (!answer.validator().isKnown() && request.checksum().isEmpty()) {
                findings.add(Finding.info(FetchRule.NOT_THE_SAME, "the source does not tell whether the file is still the same; a broken connection means to"
                        + " begin anew"));
            }
        }
        judge(request, size, there, volume, findings);
        return new FetchPlan(request, size, there, false, findings);
    }

    /**
     * The first bytes of a file, as many as there are up to {@code most}. Nothing is written.
     *
     * @throws HostException when the source cannot be reached, or gives nothing
     */
    public static Bytes start(FetchSource source, int most, Patience patience) throws IOException {
        try (Answer answer = ask(source, patience)) {
            return Bytes.of(answer.body().readNBytes(most));
        }
    }

    private static Finding taken(FetchRequest request) {
        String found = request.checksum().isPresent() ? " is there, and is not the file with that checksum" : " exists already";
        return Finding.error(FetchRule.TARGET, request.target() + found, ANOTHER_NAME);
    }

    private static Answer ask(FetchSource source, Patience patience) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return source.open(0, Validator.NONE, OptionalLong.empty());
            } catch (LostConnectionException e) {
                if (e.isUnreachable() || tries == patience.tries()) {
                    throw new HostException(e.getMessage(), "Check the address and the connection, and run this again.", e);
                }
                Patience.sleep(Math.max(e.waitMillis(), patience.waitMillis(tries)));
            }
        }
    }

    /** How much of what an earlier run left can be gone on with, as far as this can be told beforehand. */
    private static long there(Optional<PartRecord> left, Answer answer, boolean proven) {
        if (left.isEmpty() || left.get().validator().contradicts(answer.validator()) || !left.get().size().equals(answer.size())) {
            return 0;
        }
        return proven || left.get().validator().isKnown() ? left.get().received() : 0;
    }

    private static void judge(FetchRequest request, OptionalLong size, long there, HostVolume volume, List<Finding> findings) {
        if (size.isEmpty()) {
            findings.add(Finding.info(FetchRule.UNKNOWN_SIZE, "the source does not tell the size of the file"));
        } else {
            findings.addAll(judgeRoom(request.folder(), size.getAsLong(), there, volume));
        }
        if (request.source().isOpenToAnyone() && request.checksum().isEmpty()) {
            findings.add(Finding.warning(
                    FetchRule.UNPROVEN,
                    "nobody vouches for what comes from " + request.source().name() + ": the address is not one of https",
                    "Name an https address, or the checksum that the publisher tells with --sha256."));
        }
    }

    private static List<Finding> judgeRoom(Path folder, long size, long there, HostVolume volume) {
        List<Finding> findings = new ArrayList<>();
        OptionalLong free = volume.space().free();
        if (free.isPresent() && free.getAsLong() < size - there) {
            findings.add(noRoom(folder, free.getAsLong(), size - there));
        }
        Optional<String> fileSystem = volume.mount().isPresent() ? volume.mount().get().volumeFileSystem() : Optional.empty();
        if (fileSystem.isPresent() && isFat(fileSystem.get()) && size > 0xFFFF_FFFFL) {
            findings.add(Finding.error(
                    FetchRule.FILE_SIZE,
                    folder + " is on FAT, where no file has 4 GiB or more, and this one has " + ByteSize.formatNeeded(size),
                    "Choose a folder on NTFS or another file system."));
        }
        return findings;
    }

    static Finding noRoom(Path folder, long free, long needed) {
        return Finding.error(
                FetchRule.ROOM,
                folder + " has " + ByteSize.format(free) + " free, and " + ByteSize.formatNeeded(needed) + " are to come",
                "Free some room, or choose another folder.");
    }

    private static boolean isFat(String fileSystem) {
        return switch (fileSystem.toLowerCase(Locale.ROOT)) {
            case "vfat", "msdos", "fat", "fat32", "fat16", "fat12" -> true;
            default -> false;
        };
    }

    private static Sha256 checksum(Path file) throws IOException {
        RunningChecksum checksum = new RunningChecksum();
        byte[] piece = new byte[PIECE];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int read = channel.read(ByteBuffer.wrap(piece)); read >= 0; read = channel.read(ByteBuffer.wrap(piece))) {
                checksum.add(piece, read);
            }
        }
        return checksum.soFar();
    }
}
