package org.bcdkit.host.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bcdkit.host.AttachProgram;
import org.bcdkit.host.Attachment;
import org.bcdkit.host.DiskUse;
import org.bcdkit.host.QemuCommand;
import org.bcdkit.storage.HostException;

/**
 * The images that this machine has attached, as network block devices and as files. Nothing is remembered for that: the kernel says which process
 * shows what, and which files it has open.
 */
public final class Attachments {

    /** The kernel keeps 15 letters of the name of a program. */
    private static final String FUSE_PROGRAM = QemuCommand.FUSE.substring(0, 15);

    private static final String SUFFIX = ".raw";
    /** Of the mount. Programs that show folders add their name, as in {@code fuse.sshfs}. */
    private static final String TYPE = "fuse";
    private static final int SECTOR = 512; // in which the kernel counts, whatever the sectors of the device
    private static final int PATIENCE = 600; // times a tenth of a second

    private final LinuxSource source;

    /** Those of this machine. */
    public Attachments() {
        this(LinuxSource.ofThisMachine());
    }

    Attachments(LinuxSource source) {
        this.source = source;
    }

    /** The file that an image appears as when nobody says where. */
    public static Path usualPlace(Path image) throws IOException {
        Path real = image.toRealPath();
        return real.resolveSibling(real.getFileName() + SUFFIX);
    }

    /** Where an image is attached; more than one place when it is read only. */
    public List<Attachment> of(Path image) throws IOException {
        Path real = image.toRealPath();
        List<Attachment> found = new ArrayList<>();
        for (String name : new FileUsers(source, real).devices()) {
            Optional<Attachment> device = device(name);
            if (device.isPresent()) {
                found.add(device.get());
            }
        }
        Path usual = usualPlace(real);
        boolean abandoned = isMountPoint(usual);
        for (Attachment file : files()) {
            abandoned &= !file.place().equals(usual);
            if (!source.descriptors(Integer.toString(file.process().orElseThrow()), real).isEmpty()) {
                found.add(file);
            }
        }
        if (abandoned && isDead(usual)) {
            found.add(Attachment.abandoned(usual));
        }
        return found;
    }

    /**
     * What is attached as a device, which one of its partitions may stand for, or as a file; absent when that is nothing that programs of QEMU show.
     *
     * @throws HostException when something else is mounted there
     */
    public Optional<Attachment> at(Path place) throws IOException {
        Path real = realPath(place);
        Optional<SysfsFolder> device = source.blockDeviceAt(real);
        if (device.isPresent()) {
            String name = device.get().path().getFileName().toString();
            return device(name.startsWith("nbd") && name.indexOf('p') > 0 ? name.substring(0, name.indexOf('p')) : name);
        }
        for (Attachment file : files()) {
            if (file.place().equals(real)) {
                return Optional.of(file);
            }
        }
        if (!isMountPoint(real)) {
            return Optional.empty();
        }
        if (!isDead(real)) {
            throw new HostException(
                    "something is mounted at " + place + ", and not by a " + QemuCommand.FUSE + " that shows one image",
                    "Unmount it with the program that it was mounted with, or with fusermount3 -u.");
        }
        return Optional.of(Attachment.abandoned(real));
    }

    /** A file whose program has ended cannot be asked for its real name. */
    private static Path realPath(Path place) throws IOException {
        try {
            return place.toRealPath();
        } catch (IOException e) {
            return newPlace(place);
        }
    }

    /** The name by which the kernel knows a file that is to be made: that of its folder is the real one. */
    public static Path newPlace(Path place) throws IOException {
        Path whole = place.toAbsolutePath().normalize();
        return whole.getParent() == null ? whole : whole.getParent().toRealPath().resolve(whole.getFileName());
    }

    /** A network block device that nobody uses and that this process may use. */
    public Optional<Path> freeDevice() {
        List<Path> devices = new ArrayList<>();
        for (String name : source.blockDeviceNames()) {
            Optional<SysfsFolder> folder = isNetworkDisk(name) ? source.blockDeviceNamed(name) : Optional.empty();
            Path device = Path.of(BlockDevice.pathOf(name));
            if (folder.isPresent() && folder.get().attributes().get(SysfsFolder.SERVER) == null && source.isWritable(name)) {
                devices.add(device);
            }
        }
        Path first = null;
        for (Path device : devices) {
            // By number: nbd2 comes before nbd10.
            if (first == null || order(device) < order(first)) {
                first = device;
            }
        }
        return Optional.ofNullable(first);
    }

    private static boolean isNetworkDisk(String name) {
        return name.startsWith("nbd") && number(name.substring(3)).isPresent();
    }

    private static int order(Path device) {
        return number(device.getFileName().toString().substring(3)).orElseThrow();
    }

    private Optional<Attachment> device(String name) {
        Optional<SysfsFolder> folder = name.startsWith("nbd") ? source.blockDeviceNamed(name) : Optional.empty();
        String server = folder.isPresent() ? folder.get().attributes().get(SysfsFolder.SERVER) : null;
        if (server == null) {
            return Optional.empty();
        }
        boolean readOnly = folder.get().attributes().getOrDefault(SysfsFolder.READ_ONLY, "").strip().equals("1");
        String process = source.processOf(server.strip());
        Optional<Path> image = image("file.filename", source.wordsOf(process));
        return Optional.of(new Attachment(Attachment.Way.NBD, Path.of(BlockDevice.pathOf(name)), readOnly, image, number(process)));
    }

    /** All that a program shows as files. */
    private List<Attachment> files() {
        List<Attachment> files = new ArrayList<>();
        for (String process : source.processes()) {
            if (source.programOf(process).orElse("").strip().equals(FUSE_PROGRAM)) {
                Optional<Attachment> file = file(process, source.wordsOf(process));
                if (file.isPresent()) {
                    files.add(file.get());
                }
            }
        }
        return files;
    }

    /** One that shows several images is somebody's own, and left alone. */
    private static Optional<Attachment> file(String process, List<String> words) {
        Attachment file = null;
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i - 1).equals("--export")) {
                String place = QemuCommand.valueOf("mountpoint", words.get(i));
                if (file != null || !place.startsWith("/")) {
                    return Optional.empty();
                }
                boolean readOnly = !QemuCommand.valueOf("writable", words.get(i)).equals("on");
                file = new Attachment(Attachment.Way.FUSE, Path.of(place), readOnly, image("filename", words), number(process));
            }
        }
        return Optional.ofNullable(file);
    }

    /** A name that is relative means nothing here. */
    private static Optional<Path> image(String name, List<String> words) {
        for (String word : words) {
            String value = QemuCommand.valueOf(name, word);
            if (value.startsWith("/")) {
                return Optional.of(Path.of(value));
            }
        }
        return Optional.empty();
    }

    private static OptionalInt number(String text) {
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private boolean isMountPoint(Path file) throws IOException {
        for (Mount mount : MountInfoParser.parse(source.mountInfo())) {
            if (mount.type().equals(TYPE) && mount.point().equals(file.toString())) {
                return true;
            }
        }
        return false;
    }

    /** A file system whose program has ended answers nothing; one of another user says that it may not be asked, even to root. */
    private static boolean isDead(Path file) {
        try {
            Files.getLastModifiedTime(file);
            return false;
        } catch (AccessDeniedException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Has a program show an image.
     *
     * @param wanted where; the process is not known yet
     * @param command of {@link QemuCommand}
     * @param size of the disk, in bytes
     * @param release what takes it back: of {@link #releasing}
     * @throws HostException when the program does not succeed, or shows a disk of another size; then nothing is attached
     */
    public void attach(Attachment wanted, List<String> command, List<String> release, long size) throws IOException {
        if (wanted.way() == Attachment.Way.NBD) {
            AttachProgram.run(command, "It needs the rights of root, and the driver, which `modprobe nbd` loads. With --at FILE the image is"
                    + " shown as a file instead.");
            requireSize(wanted, release, size, sizeOfDevice(wanted.place()));
            return;
        }
        boolean made = makeFile(wanted.place());
        try {
            AttachProgram.run(command, "It needs /dev/fuse, and for everyone but root fusermount3, which Debian has in the package fuse3.");
            requireSize(wanted, release, size, OptionalLong.of(Files.size(wanted.place())));
        } catch (IOException e) {
            if (made) {
                removeFile(wanted.place());
            }
            throw e;
        }
    }

    /** Whether this process is root's: what others show through FUSE, not even root may look into. */
    public static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static boolean makeFile(Path place) throws IOException {
        if (Files.exists(place)) {
            return false;
        }
        try {
            Files.createFile(place);
            return true;
        } catch (IOException e) {
            throw new HostException(place + " cannot be made: " + e, "Name a file in another folder with --at FILE.", e);
        }
    }

    private static void removeFile(Path place) throws IOException {
        // What it was mounted over is empty, whoever made it. Anything else is not ours.
        if (Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS) && Files.size(place) == 0) {
            Files.delete(place);
        }
    }

    /** Reading from the device makes the kernel look for its partitions, so that they are there from then on. */
    private OptionalLong sizeOfDevice(Path device) throws IOException {
        try (FileChannel channel = FileChannel.open(device)) {
            channel.read(ByteBuffer.allocate(SECTOR));
        }
        Optional<SysfsFolder> folder = source.blockDeviceAt(device.toRealPath());
        String sectors = folder.isEmpty() ? "" : folder.get().attributes().getOrDefault(SysfsFolder.SECTORS, "").strip();
        try {
            return OptionalLong.of(Long.parseLong(sectors) * SECTOR);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private void requireSize(Attachment wanted, List<String> release, long size, OptionalLong shown) throws IOException {
        if (shown.isPresent() && shown.getAsLong() == size) {
            return;
        }
        Optional<Attachment> attached = at(wanted.place());
        if (attached.isPresent()) {
            detach(attached.get(), release);
        }
        throw new HostException(
                wanted.place() + " would have " + (shown.isPresent() ? shown.getAsLong() : "an unknown number of") + " bytes, and the disk of the"
                        + " image has " + size,
                "QEMU does not take the image for what it is. Make another one of it with bcd vdisk convert.");
    }

    /**
     * The command that takes a place back, and fails while somebody uses it.
     *
     * @param program {@link QemuCommand#NBD} for a device; {@code fusermount3}, {@code fusermount} or {@code umount} for a file
     */
    public static List<String> releasing(Attachment attachment, Path program) {
        String place = attachment.place().toString();
        if (attachment.way() == Attachment.Way.NBD) {
            return List.of(program.toString(), "--disconnect", place);
        }
        boolean isRoots = program.getFileName().toString().equals("umount");
        return isRoots ? List.of(program.toString(), place) : List.of(program.toString(), "-u", place);
    }

    /** Who uses what is attached: sentences without their full stops. */
    public List<String> usesOf(Attachment attachment) throws IOException {
        List<String> uses = new ArrayList<>();
        if (attachment.isAbandoned()) {
            return uses;
        }
        try {
            for (DiskUse.Use use : new DiskUsers(source, new BlockDevices(source)).find(attachment.place()).uses()) {
                uses.add(use.text());
            }
        } catch (AccessDeniedException e) {
            return uses; // what another user shows; unmounting it fails as long as it is in use
        }
        if (attachment.way() == Attachment.Way.FUSE) {
            for (String name : new FileUsers(source, attachment.place()).devices()) {
                uses.add(BlockDevice.pathOf(name) + " is made of it");
            }
        }
        return uses;
    }

    /**
     * Takes back what was attached. When this returns, all that was written is in the image, and nobody has that open any more.
     *
     * @param command of {@link #releasing}
     */
    public void detach(Attachment attachment, List<String> command) throws IOException {
        if (attachment.way() == Attachment.Way.NBD) {
            AttachProgram.run(command, "It needs the rights of root.");
        } else if (isMountPoint(attachment.place())) {
            AttachProgram.run(command, "Close what has " + attachment.place() + " open; `fuser -v` tells what that is.");
        }
        if (attachment.process().isPresent()) {
            int process = attachment.process().getAsInt();
            if (attachment.way() == Attachment.Way.FUSE) {
                end(process);
            }
            awaitEnd(process);
        }
        if (attachment.way() == Attachment.Way.FUSE) {
            removeFile(attachment.place());
        }
    }

    /** By the signal for which QEMU writes what it has to write. */
    private static void end(int process) throws HostException {
        Optional<ProcessHandle> handle = ProcessHandle.of(process);
        if (handle.isPresent() && !handle.get().destroy() && handle.get().isAlive()) {
            throw new HostException("process " + process + ", which has the image open, cannot be ended", "It belongs to somebody else: do this"
                    + " as root.");
        }
    }

    /** A process that has ended has no files open, even while nobody has asked yet what became of it. */
    private void awaitEnd(int process) throws HostException {
        for (int i = 0; source.hasFilesOpen(process); i++) {
            if (i == PATIENCE) {
                throw new HostException("process " + process + " still has the image open", "Wait until it has ended before you use the image.");
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HostException("interrupted while process " + process + " was still writing to the image", "Wait until it has ended.", e);
            }
        }
    }
}
