package org.bcdkit.vhd;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bcdkit.disk.BlockUse;
import org.bcdkit.disk.Condition;
import org.bcdkit.disk.DiskFormat;
import org.bcdkit.disk.DiskKind;
import org.bcdkit.disk.Faults;
import org.bcdkit.disk.FirstFault;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.disk.VirtualDiskRule;
import org.bcdkit.storage.Bytes;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.Storage;

/** A VHD of type 2: the sectors of the disk, then the footer. */
record FixedVhd(Storage storage, VhdFooter footer, Storage contents, List<Remark> remarks) implements VirtualDisk {

    static FixedVhd open(Storage storage, FoundFooter found, List<Remark> remarks) throws IOException {
        check(storage, found, new FirstFault(remarks));
        Storage contents = storage.slice("the disk in " + storage.name(), 0, found.footer().currentSize());
        return new FixedVhd(storage, found.footer(), contents, List.copyOf(remarks));
    }

    /** Checks that the sectors of the disk are in the file, and nothing else beside the footer. */
    static void check(Storage storage, FoundFooter found, Faults faults) throws IOException {
        long size = found.footer().currentSize();
        long position = found.position() + VhdFooter.CURRENT_SIZE.offset();
        if (size > found.end()) {
            faults.found(
                    VirtualDiskRule.FOOTER_VALUES,
                    new MalformedException(
                            storage.name(),
                            VhdFooter.LAYOUT.name(),
                            position,
                            "current size is " + size + " bytes, but only " + found.end() + " are before the footer (truncated?)"));
        } else if (size < found.end()) {
            String text = "there are " + (found.end() - size) + " bytes between the end of the disk and the footer";
            faults.odd(Condition.TRAILING_BYTES, VhdFooter.LAYOUT.name(), position, text);
        }
    }

    @Override
    public String name() {
        return storage.name();
    }

    @Override
    public DiskFormat format() {
        return DiskFormat.VHD;
    }

    @Override
    public DiskKind kind() {
        return DiskKind.FIXED;
    }

    @Override
    public long virtualSize() {
        return footer.currentSize();
    }

    @Override
    public int sectorSize() {
        return VhdReader.SECTOR;
    }

    @Override
    public long fileSize() {
        return storage.size();
    }

    @Override
    public Optional<BlockUse> blocks() {
        return Optional.empty();
    }

    /** 0: all sectors have their place. Whether the host gave the file all its clusters, the rules about space ask. */
    @Override
    public long bytesToGrow() {
        return 0;
    }

    @Override
    public Bytes identity() {
        return footer.uniqueId();
    }

    @Override
    public Optional<ParentLink> parentLink() {
        return Optional.empty();
    }

    @Override
    public Optional<VirtualDisk> parent() {
        return Optional.empty();
    }

    @Override
    public VirtualDisk withParent(VirtualDisk parent, List<Remark> found) {
        throw new IllegalStateException(name() + " is not a differencing disk");
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
