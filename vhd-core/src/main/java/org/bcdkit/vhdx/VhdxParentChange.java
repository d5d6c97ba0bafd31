package org.bcdkit.vhdx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import org.bcdkit.disk.ParentLink;
import org.bcdkit.disk.StagedPages;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.storage.WritableStorage;

/** Makes a differencing VHDX say something else about its parent: one log entry with the new metadata item. MS-VHDX 2.6.2.6. */
public final class VhdxParentChange {

    private VhdxParentChange() {}

    /**
     * Writes the link. The disk in {@code file} keeps its identity: its own children stay its children.
     *
     * @throws UnsupportedException when the metadata region has no room for it
     */
    public static void apply(WritableStorage file, ParentLink link) throws IOException {
        Vhdx opened = (Vhdx) VhdxReader.open(file);
        WritableVhdx.check(opened);
        VhdxJournal journal = new VhdxJournal(file, opened.header());
        journal.begin(Optional.empty());
        Region region = RegionTable.read(file, opened.header().taken(), new ArrayList<>()).metadata();
        MetadataTable table = MetadataTable.read(file, region);
        MetadataTable.Item item = table.find(VhdxMetadata.PARENT_LOCATOR).orElseThrow();
        byte[] bytes = VhdxParentLocator.item(link);
        long position = place(file, table, item, region, bytes.length);
        StagedPages staged = new StagedPages(file, LogEntry.SECTOR);
        staged.stage(position, bytes);
        byte[] entry = MetadataTable.ENTRY
                .read(file.name(), item.entry(), file.read(item.entry(), MetadataTable.ENTRY.size()))
                .with(MetadataTable.OFFSET, position - region.offset())
                .with(MetadataTable.LENGTH, (long) bytes.length)
                .toArray();
        staged.stage(item.entry(), entry);
        journal.commit(staged.pages());
        journal.end();
    }

    /** Behind all other items, or before them. Where the old one is may be used: the new one comes there with the entry that leads to it. */
    private static long place(WritableStorage file, MetadataTable table, MetadataTable.Item old, Region region, int length) throws IOException {
        long first = region.end();
        long behind = region.offset() + MetadataTable.SIZE;
        for (MetadataTable.Item item : table.items()) {
            if (item.entry() != old.entry() && item.length() > 0) {
                first = Math.min(first, item.position());
                behind = Math.max(behind, item.position() + item.length());
            }
        }
        if (behind <= region.end() - length) {
            return behind;
        }
        long start = region.offset() + MetadataTable.SIZE;
        if (start <= first - length) {
            return start;
        }
        throw new UnsupportedException(file.name(), VhdxParentLocator.STRUCTURE, old.position(), "the metadata region has no room for another one");
    }
}
