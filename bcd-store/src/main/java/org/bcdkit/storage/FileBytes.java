package org.bcdkit.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Moves bytes to files and compares them with those of files piece by piece: the system takes as much memory beside ours as one piece has. */
final class FileBytes {

    private static final int PIECE = 1 << 16;

    private FileBytes() {}

    static void write(Bytes content, WritableByteChannel to) throws IOException {
        for (int at = 0; at < content.size(); at += PIECE) {
            ByteBuffer piece = content.slice(at, Math.min(PIECE, content.size() - at)).littleEndian();
            while (piece.hasRemaining()) {
                to.write(piece);
            }
        }
    }

    /** Whether {@code file} holds {@code content} and nothing else. */
    static boolean isIn(Path file, Bytes content) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        int at = 0;
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            while (from.read(piece.clear()) >= 0) {
                piece.flip();
                if (piece.remaining() > content.size() - at || !piece.equals(content.slice(at, piece.remaining()).littleEndian())) {
                    return false;
                }
                at += piece.remaining();
            }
        }
        return at == content.size();
    }
}
