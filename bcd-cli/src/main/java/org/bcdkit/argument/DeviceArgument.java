package org.bcdkit.argument;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.bcdkit.catalog.ElementCatalog;
import org.bcdkit.device.DeviceCodec;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.FileDevice;
import org.bcdkit.device.DeviceDescriptor.LocateDevice;
import org.bcdkit.device.DeviceDescriptor.LocateTarget;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.DeviceDescriptor.UnknownDevice;
import org.bcdkit.device.DeviceDescriptor.VirtualDiskDevice;
import org.bcdkit.device.DeviceDescriptor.VmbusDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.layout.Printable;
import org.bcdkit.storage.Bytes;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ObjectId;

/**
 * A device as a user writes it: all that {@code DeviceText} writes, where the grammar is, in any case; and beside that what bcdedit takes.
 *
 * <pre>
 * device    = "hd_partition=" where | "gpt_partition={" disk "};{" partition "}" | "locate"       locate: where the path in the usual element is
 * partition = letter [ ":" ] | folder                                                             as {@link Drives} knows them
 * </pre>
 *
 * <p>Read from left to right, never looking back.
 */
final class DeviceArgument {

    private static final String WHERE = "WHERE is boot, locate, " + PartitionArgument.FORMS
            + ", a drive letter such as C: that --map explains, or the folder at which a volume is mounted";
    private static final String FORMS = "boot, partition=WHERE, vhd=[WHERE]\\path, ramdisk=[WHERE]\\path,{options}, file=[WHERE]\\path, locate,"
            + " locate=\\path, vmbus={type},{instance} or unknown:HEX, where " + WHERE;

    /** Of a UTF-16 unit. */
    private static final int CHARACTER_DIGITS = 4;
    private static final String UNKNOWN = "unknown";
    private static final String CUSTOM = "custom:";
    private static final String NT_DEVICE = "\\Device\\";
    private static final String LOCATE_BY = ",locate=";
    private static final String OPTIONS = ",{";
    /** Where a file is that is searched for everywhere. */
    private static final String ANYWHERE = "[locate]";
    /** Before a path that does not begin with one. */
    private static final String NO_BACKSLASH = "<>";
    private static final String WITHIN = ",vhd=[";

    private final String word;
    private final WordCursor cursor;
    private final ElementType in;
    private final String name;
    private final Drives drives;

    private DeviceArgument(String word, ElementType in, String name, Drives drives) {
        this.word = word;
        this.cursor = new WordCursor(word);
        this.in = in;
        this.name = name;
        this.drives = drives;
    }

    /**
     * The device with its options, for an element of that type.
     *
     * @param name of the element, for messages
     */
    static DeviceValue parse(String word, ElementType in, String name, Identifiers identifiers, Drives drives) throws IOException {
        return new DeviceArgument(word, in, name, drives).value(identifiers);
    }

    private DeviceValue value(Identifiers identifiers) throws IOException {
        DeviceDescriptor device = device(1);
        Optional<ObjectId> options = options(identifiers);
        if (!cursor.isAtEnd()) {
            throw wrong("\"" + Printable.of(cursor.rest()) + "\" is left over");
        }
        Bytes descriptor = DeviceCodec.encode(device, options.isPresent());
        DeviceDescriptor written = DeviceCodec.decode(descriptor, options.isPresent());
        if (!(device instanceof UnknownDevice) && !written.equals(device)) {
            throw wrong("descriptors are nested up to " + DeviceCodec.MAX_DEPTH + " deep, and inner ones have no flags, so it could not be read again");
        }
        return new DeviceValue(written, options);
    }

    private Optional<ObjectId> options(Identifiers identifiers) {
        if (!cursor.sees(OPTIONS)) {
            return Optional.empty();
        }
        cursor.takes(",");
        ObjectId options = identifiers.id(cursor.until());
        if (options.equals(ObjectId.NONE)) {
            throw wrong("options of all zeros mean that there are none");
        }
        return Optional.of(options);
    }

    /** @param depth 1 for the device itself, one more in each pair of brackets */
    private DeviceDescriptor device(int depth) throws IOException {
        if (depth > DeviceCodec.MAX_DEPTH) {
            throw wrong("it has more than " + DeviceCodec.MAX_DEPTH + " devices in one another");
        }
        if (cursor.takes("partition=") || cursor.takes("hd_partition=")) {
            PartitionId partition = partition(depth > 1);
            return new PartitionDevice(partition, cursor.takes(",vhd=") ? Optional.of(fileOrDevice(depth)) : Optional.empty());
        }
        if (cursor.takes("gpt_partition=")) {
            return gptPartition();
        }
        if (cursor.takes("file=")) {
            return file(depth);
        }
        if (cursor.takes("ramdisk=")) {
            FileDevice file = file(depth);
            return new RamdiskDevice(file.parent(), file.path(), RamdiskDevice.NO_IMAGE);
        }
        if (cursor.takes("virtualdisk=")) {
            return new VirtualDiskDevice(fileOrDevice(depth));
        }
        if (cursor.takes("vhd=")) {
            FileDevice file = file(depth);
            return DeviceDescriptor.vhd(file.parent(), file.path(), cursor.takes(LOCATE_BY) ? element() : in.usualLocateElement().code());
        }
        if (cursor.takes("locate=")) {
            return locate(depth);
        }
        if (cursor.takes("vmbus=")) {
            return vmbus();
        }
        return cursor.takes(UNKNOWN + ":") ? unknown(depth) : oneWord();
    }

    private PartitionDevice gptPartition() {
        String ids = cursor.until(",", "]");
        int semicolon = ids.indexOf(';');
        if (semicolon < 0) {
            throw wrong("gpt_partition= takes {disk};{partition}");
        }
        return new PartitionDevice(PartitionArgument.gpt(name, ids.substring(0, semicolon), ids.substring(semicolon + 1)));
    }

    private LocateDevice locate(int depth) throws IOException {
        Optional<DeviceDescriptor> parent = cursor.sees("[") ? Optional.of(inBrackets(depth)) : Optional.empty();
        return new LocateDevice(cursor.sees(CUSTOM) ? new LocateTarget.ByElement(element()) : new LocateTarget.ByPath(path(depth)), parent);
    }

    private VmbusDevice vmbus() {
        UUID type = guid("type");
        if (!cursor.takes(",")) {
            throw wrong("vmbus= takes {type},{instance}");
        }
        return new VmbusDevice(type, guid("instance"));
    }

    private DeviceDescriptor oneWord() {
        String start = cursor.until(",", "]");
        if (start.equalsIgnoreCase("boot")) {
            return new BootDevice();
        }
        if (start.equalsIgnoreCase("locate")) {
            return new LocateDevice(new LocateTarget.ByElement(in.usualLocateElement().code()));
        }
        if (start.equalsIgnoreCase(UNKNOWN)) {
            throw wrong("unknown is what bcdedit prints when it does not find a device, and says nothing about it");
        }
        throw wrong("no kind of device begins with \"" + Printable.of(start) + "\"");
    }

    /** {@code [WHERE]\path}. */
    private FileDevice file(int depth) throws IOException {
        if (cursor.takes(ANYWHERE)) {
            String path = path(depth);
            return new FileDevice(new LocateDevice(new LocateTarget.ByPath(path)), path);
        }
        return new FileDevice(inBrackets(depth), path(depth));
    }

    /** The same, or without path the device in the brackets. */
    private DeviceDescriptor fileOrDevice(int depth) throws IOException {
        if (cursor.sees(ANYWHERE)) {
            return file(depth);
        }
        DeviceDescriptor parent = inBrackets(depth);
        return cursor.sees("\\") || cursor.sees(NO_BACKSLASH) ? new FileDevice(parent, path(depth)) : parent;
    }

    private DeviceDescriptor inBrackets(int depth) throws IOException {
        if (!cursor.takes("[")) {
            throw wrong("where a file is stands in brackets before its path, as in vhd=[C:]\\path");
        }
        DeviceDescriptor parent = parent(depth);
        if (!cursor.takes("]")) {
            throw wrong(cursor.isAtEnd() ? "a closing bracket is missing" : "a closing bracket is missing before \"" + Printable.of(cursor.rest()) + "\"");
        }
        return parent;
    }

    private DeviceDescriptor parent(int depth) throws IOException {
        String start = cursor.before("]", ",", "=");
        // No kind of device has a colon there: a drive letter, alone or with a folder.
        boolean onDrive = MapArgument.letter(start).isPresent() || start.indexOf(':') == 1;
        return onDrive || PartitionArgument.isMeant(start) || start.startsWith("\\") || start.startsWith("/")
                ? new PartitionDevice(partition(true))
                : device(depth + 1);
    }

    private PartitionId partition(boolean inBrackets) throws IOException {
        if (PartitionArgument.isMeant(cursor.rest())) {
            String first = cursor.until(",", "]");
            return PartitionArgument.parse(name, cursor.takes(",") ? first + "," + cursor.until(",", "]") : first);
        }
        String text = inBrackets ? cursor.until("]", WITHIN) : cursor.until(WITHIN, OPTIONS);
        Optional<Character> letter = MapArgument.letter(text);
        if (letter.isPresent()) {
            return drives.partition(letter.get());
        }
        if (text.regionMatches(true, 0, NT_DEVICE, 0, NT_DEVICE.length())) {
            throw wrong("a name such as \\Device\\HarddiskVolume1 is given anew at each start, and means something only on the machine that printed it");
        }
        return drives.partition(folder(text));
    }

    private Path folder(String text) {
        try {
            Path folder = Path.of(text);
            if (folder.isAbsolute()) {
                return folder;
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw wrong("\"" + Printable.of(text) + "\" is no partition");
    }

    /** Up to the closing bracket, inside of brackets, or to what can follow a file. */
    private String path(int depth) {
        if (!cursor.takes(NO_BACKSLASH) && !cursor.sees("\\")) {
            throw wrong("a path begins with a backslash" + (cursor.isAtEnd() ? "" : ", and not with \"" + Printable.of(cursor.rest()) + "\""));
        }
        StringBuilder path = new StringBuilder();
        while (!cursor.isAtEnd() && !(depth > 1 && cursor.sees("]")) && !cursor.sees(OPTIONS) && !cursor.sees(LOCATE_BY)) {
            char c = cursor.next();
            if (Character.isISOControl(c)) {
                throw wrong("its path has a control character in it");
            }
            path.append(c == '<' ? escaped() : c);
        }
        if (path.length() == 0) {
            throw wrong("its path is empty");
        }
        return path.toString();
    }

    /** A character by its number, behind the opening angle bracket. */
    private char escaped() {
        String digits = cursor.until(">");
        boolean closed = cursor.takes(">");
        int number = closed && digits.length() <= CHARACTER_DIGITS && NumberArgument.isDigits(digits, 16) ? Integer.parseInt(digits, 16) : 0;
        if (number == 0) {
            throw wrong("no Windows path has an opening angle bracket in it; it stands before the number of a character, as in <2c> for a comma");
        }
        return (char) number;
    }

    private int element() {
        cursor.takes(CUSTOM);
        String digits = cursor.until(",", "]");
        Optional<ElementType> element = ElementCatalog.named(CUSTOM + digits, Optional.empty());
        if (element.isEmpty()) {
            throw wrong("the element to locate by is written locate=custom: and eight hexadecimal digits, and not \"" + Printable.of(digits) + "\"");
        }
        return element.get().code();
    }

    private UUID guid(String what) {
        String text = cursor.until(",", "]");
        Optional<ObjectId> guid = ObjectId.parse(text);
        if (guid.isEmpty()) {
            throw wrong("\"" + Printable.of(text) + "\" is no GUID, and that of the " + what + " belongs there");
        }
        return guid.get().value();
    }

    /** What the bytes of a descriptor mean; in the outermost device that is known when its options are. */
    private DeviceDescriptor unknown(int depth) {
        String hex = cursor.until(",", "]");
        if (hex.length() % 2 != 0 || !NumberArgument.isDigits(hex, 16)) {
            throw wrong("unknown: takes the bytes of a descriptor, each in two hexadecimal digits");
        }
        Bytes descriptor = Bytes.ofHex(hex);
        if (!DeviceCodec.isWhole(descriptor)) {
            throw wrong("the " + descriptor.size() + " bytes behind unknown: are not the whole descriptor, which has its own size in bytes 8 to 11");
        }
        return depth > 1 ? DeviceCodec.decode(descriptor, false) : new UnknownDevice(UnknownDevice.NO_TYPE, descriptor);
    }

    private UsageException wrong(String problem) {
        return new UsageException(name + ": \"" + Printable.of(word) + "\" is no device: " + problem + ". Write " + FORMS + ".");
    }
}
