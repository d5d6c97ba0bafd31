package org.bcdkit.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.Remark;
import org.bcdkit.disk.VirtualDisk;
import org.bcdkit.storage.MemoryStorage;
import org.bcdkit.storage.Storage;

/** Opens images that a test made, and reads disks to their end. */
public final class DiskReading {

    private static final int PIECE = 1 << 20;

    private DiskReading() {}

    /** The disk in {@code image}, called {@code image}. */
    public static VirtualDisk open(byte[] image) throws IOException {
        return DiskImages.open(MemoryStorage.of("image", image));
    }

    /** All that the disk holds. */
    public static byte[] all(VirtualDisk disk) throws IOException {
        return disk.contents().read(0, Math.toIntExact(disk.virtualSize()));
    }

    /** SHA-256 of all that a disk holds, read in pieces. */
    public static String sha256(Storage contents) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            for (long at = 0; at < contents.size(); at += PIECE) {
                piece.clear().limit((int) Math.min(PIECE, contents.size() - at));
                contents.read(at, piece);
                digest.update(piece.flip());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The remarks on {@code disk}, one a line: condition, colon, text. */
    public static String remarks(VirtualDisk disk) {
        StringBuilder lines = new StringBuilder();
        for (Remark remark : disk.remarks()) {
            lines.append(lines.length() == 0 ? "" : "\n").append(remark.condition()).append(": ").append(remark.text());
        }
        return lines.toString();
    }
}
