package org.bcdkit.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcdkit.argument.ImagePathArgument;
import org.bcdkit.argument.RequestException;
import org.bcdkit.argument.TitleArgument;
import org.bcdkit.argument.UsageException;
import org.bcdkit.deploy.Capture;
import org.bcdkit.deploy.ExternalProgram;
import org.bcdkit.deploy.Wimlib;
import org.bcdkit.disk.ByteSize;
import org.bcdkit.filesystem.Volume;
import org.bcdkit.filesystem.VolumeKind;
import org.bcdkit.ntfs.NtfsFileSystem;
import org.bcdkit.plan.Action;
import org.bcdkit.plan.Change;
import org.bcdkit.view.JsonDocument;
import org.bcdkit.wim.WimFile;
import org.bcdkit.wim.WimImage;

/** {@code bcd capture IMAGE:N OUT.wim}: a WIM with the files of an NTFS volume. */
public final class CaptureCommand extends ChangeCommand {

    private static final String NAME = "--name";
    private static final String COMPRESS = "--compress";
    private static final String CHECK = "--check";
    private static final String APPEND = "--append";

    @Override
    public void describe(Syntax syntax) {
        List<String> words = new ArrayList<>();
        for (Wimlib.Compression compression : Wimlib.Compression.values()) {
            words.add(compression.word());
        }
        syntax.parameter("IMAGE:N", "The partition with an NTFS volume in a VHD, a VHDX, a raw image or a disk, for instance w11.vhdx:2.")
                .parameter("OUT", "The WIM to make; with --append, the one that gets the image.")
                .requiredOption(NAME, "TEXT", "What the image is called in the WIM.")
                .choice(COMPRESS, words, "How files are compressed in a new WIM; without it, lzx. lzms is smallest and slowest, and what an ESD has.")
                .flag(CHECK, "Let the WIM have checksums of all its bytes, for deploy --check.")
                .flag(APPEND, "Add the image to a WIM that is there.")
                .option(DeployedImage.WIMLIB, "PROGRAM", "The program wimlib-imagex; without it, the one on the path.")
                .withoutStore("no store is needed for making a WIM.");
    }

    @Override
    Proposal propose(Invocation invocation) throws IOException {
        ImagePathArgument place = OpenedDisk.place(invocation, 0);
        if (place.path().isPresent()) {
            throw new UsageException("Volumes are captured as a whole, since wimlib reads NTFS in a file only so: leave the path away, "
                    + place.image() + ":" + place.partition().orElse(0) + " names the volume. What is too much is taken out of the WIM afterwards:"
                    + " wimlib-imagex update OUT.wim 1 --command=\"delete --recursive /FOLDER\".");
        }
        boolean appended = invocation.has(APPEND);
        if (appended && invocation.has(COMPRESS)) {
            throw new UsageException("A WIM that is there has its compression; " + COMPRESS + " is for a new one.");
        }
        Path target = appended ? invocation.existingFileToReread(1) : invocation.newFile(1);
        String name = TitleArgument.parse(NAME, invocation.requiredValue(NAME));
        if (appended) {
            checkName(WimFile.open(target), name);
        }
        Capture capture = new Capture(target, name, appended, compression(invocation), invocation.has(CHECK));
        Path program = ExternalProgram.WIMLIB.find(invocation.value(DeployedImage.WIMLIB), invocation.surroundings().variable("PATH"));
        try (OpenedDisk disk = OpenedDisk.open(invocation, place.image()).withWarnings(invocation)) {
            NtfsFileSystem volume = ntfs(place, disk.volume(place));
            checkFiles(place, volume, invocation);
            long used = volume.size() - volume.free();
            NewImageSpace.check(invocation, target, used, "for a temporary copy of the volume, besides the WIM");
            return new NewWim(invocation, place, capture, new Wimlib(program), used);
        }
    }

    private static void checkName(WimFile wim, String name) {
        for (WimImage image : wim.images()) {
            if (image.name().equals(name)) {
                throw new RequestException(wim.path() + " has an image \"" + name + "\" already, number " + image.index()
                        + ". Choose another " + NAME + ".");
            }
        }
    }

    private static Wimlib.Compression compression(Invocation invocation) {
        String word = invocation.value(COMPRESS).orElse(Wimlib.Compression.LZX.word());
        for (Wimlib.Compression compression : Wimlib.Compression.values()) {
            if (compression.word().equals(word)) {
                return compression;
            }
        }
        throw new IllegalArgumentException(word);
    }

    private static NtfsFileSystem ntfs(ImagePathArgument place, Volume volume) throws IOException {
        Optional<VolumeKind> kind = volume.kind();
        if (kind.isEmpty() || kind.get() != VolumeKind.NTFS) {
            throw new RequestException("Partition " + volume.number() + " of " + place.image() + " holds "
                    + (kind.isPresent() ? kind.get().title() : "no file system that is known here") + ", and only NTFS volumes are captured.");
        }
        return NtfsFileSystem.open(volume.contents());
    }

    /** wimlib 1.13 takes the content of such files for zeros, without a word. */
    private static void checkFiles(ImagePathArgument place, NtfsFileSystem volume, Invocation invocation) throws IOException {
        long compressed = volume.countCompressedSystemFiles();
        if (compressed > 0 && !invocation.global().force()) {
            boolean one = compressed == 1;
            throw new RequestException(compressed + (one ? " file" : " files") + " on partition " + place.partition().orElse(0) + " of " + place.image()
                    + (one ? " is" : " are") + " compressed as Windows compresses its own (CompactOS), and wimlib may store zeros for " + (one ? "it" : "them")
                    + " when it reads a volume in a file. Start the Windows and run `compact /CompactOS:never` and `compact /u /exe /s:C:\\ /a /i`; --force"
                    + " captures them as wimlib reads them.");
        }
    }

    private static final class NewWim extends Proposal {
        private final Invocation invocation;
        private final ImagePathArgument place;
        private final Capture capture;
        private final Wimlib wimlib;

        NewWim(Invocation invocation, ImagePathArgument place, Capture capture, Wimlib wimlib, long used) {
            super("Capture the files of " + place.image() + ":" + place.partition().orElse(0), List.of(), List.of(change(capture, used)));
            this.invocation = invocation;
            this.place = place;
            this.capture = capture;
            this.wimlib = wimlib;
        }

        private static Change change(Capture capture, long used) {
            String text = "the image \"" + capture.name() + "\", from " + ByteSize.format(used) + " in use";
            String file = capture.target().toString();
            return capture.appended()
                    ? new Change(Action.ADD, file, Optional.empty(), Optional.of(text))
                    : new Change(Action.ADD, file, Optional.empty(), Optional.of("a WIM (" + capture.compression().word() + ") with " + text));
        }

        @Override
        List<Path> written() {
            // An image is added in place, and the copy of the volume lies beside the WIM.
            return List.of(capture.target(), capture.target().toAbsolutePath().getParent());
        }

        @Override
        Outcome apply() throws IOException {
            try (OpenedDisk disk = OpenedDisk.open(invocation, place.image()); StepLines steps = new StepLines(invocation)) {
                capture.apply(wimlib, disk.disk(), disk.volume(place), steps);
            }
            String size = ByteSize.format(Files.size(capture.target()));
            return new Outcome(Optional.empty(), List.of(capture.appended()
                    ? "Added the image to " + capture.target() + ", which has " + size + " now."
                    : "Made " + capture.target() + ", " + size + "; to go back, delete it."));
        }

        @Override
        void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("wim", JsonDocument.text(capture.target().toString()));
            json.writeStringField("name", JsonDocument.text(capture.name()));
        }
    }
}
