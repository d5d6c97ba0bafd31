package org.bcdkit.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a folder as a program leaves them that is killed, or whose power fails. After a kill all is there that was done so far. After a power
 * failure, of what was not forced, each sector of 512 bytes is on the disk or not; of what was done to names since the folder was last forced, a part is
 * done and what came later is not, as file systems with a journal have it.
 */
final class InterruptedFolder {

    private static final int SECTOR = 512;

    /** A file, whatever its names are. */
    private static final class Content {
        private byte[] seen;
        private int size;
        private byte[] forced;
        private final List<Pending> pending = new ArrayList<>();
        private long modified;
        private int version;

        Content(byte[] bytes, long modified) {
            this.seen = bytes.clone();
            this.size = bytes.length;
            this.forced = bytes;
            this.modified = modified;
        }

        void write(int position, byte[] bytes) {
            int end = position + bytes.length;
            resize(Math.max(size, end));
            System.arraycopy(bytes, 0, seen, position, bytes.length);
            for (int at = position / SECTOR * SECTOR; at < end; at += SECTOR) {
                int until = Math.min(size, at + SECTOR);
                pending.add(new Pending(at, Arrays.copyOfRange(seen, at, until), false));
            }
        }

        void cut(int to) {
            resize(to);
            pending.add(new Pending(to, new byte[0], true));
        }

        private void resize(int to) {
            if (to > seen.length) {
                seen = Arrays.copyOf(seen, Math.max(to, seen.length * 2));
            }
            if (to < size) {
                Arrays.fill(seen, to, size, (byte) 0);
            }
            size = to;
            version++;
        }

        byte[] all() {
            return Arrays.copyOf(seen, size);
        }

        void force() {
            forced = all();
            pending.clear();
        }

        /** What is on the disk: of what was not forced, what {@code chosen} picks. */
        byte[] after(Choice chosen) {
            Content disk = new Content(forced, modified);
            for (Pending one : pending) {
                if (chosen.takes()) {
                    disk.resize(one.ends ? one.position : Math.max(disk.size, one.position + one.bytes.length));
                    System.arraycopy(one.bytes, 0, disk.seen, one.position, one.bytes.length);
                }
            }
            return disk.all();
        }
    }

    /** What was not forced: a sector, or where the file ends. */
    private record Pending(int position, byte[] bytes, boolean ends) {}

    private interface Choice {
        boolean takes();
    }

    private Map<String, Content> names = new TreeMap<>();
    /** The names as they were after each change since the folder was last forced; the first are safe. */
    private final List<Map<String, Content>> history = new ArrayList<>();

    /** @param before the folder before the program starts */
    InterruptedFolder(Path before) throws IOException {
        try (Stream<Path> files = Files.list(before)) {
            for (Path file : files.toList()) {
                names.put(file.getFileName().toString(), new Content(Files.readAllBytes(file), Files.getLastModifiedTime(file).toMillis() / 1000));
            }
        }
        history.add(names);
    }

    /** Opens a file, which is made when it is not there, or loses what it holds. */
    void open(String name, boolean creates, boolean empties, long time) {
        if (creates && !names.containsKey(name)) {
            Map<String, Content> next = new TreeMap<>(names);
            next.put(name, new Content(new byte[0], time));
            named(next);
        } else if (empties) {
            cut(name, 0, time);
        }
    }

    void write(String name, long position, byte[] bytes, long time) {
        file(name).write(Math.toIntExact(position), bytes);
        file(name).modified = time;
    }

    void cut(String name, long size, long time) {
        file(name).cut(Math.toIntExact(size));
        file(name).modified = time;
    }

    void touch(String name, long modified) {
        file(name).modified = modified;
    }

    void rename(String name, String to) {
        Map<String, Content> next = new TreeMap<>(names);
        next.put(to, file(name));
        next.remove(name);
        named(next);
    }

    void link(String name, String to) {
        Map<String, Content> next = new TreeMap<>(names);
        next.put(to, file(name));
        named(next);
    }

    void remove(String name) {
        Map<String, Content> next = new TreeMap<>(names);
        next.remove(name);
        named(next);
    }

    private void named(Map<String, Content> next) {
        names = next;
        history.add(next);
    }

    /** @param name of the file, or empty for the folder */
    void force(String name) {
        if (!name.isEmpty()) {
            file(name).force();
            return;
        }
        history.clear();
        history.add(names);
    }

    private Content file(String name) {
        Content file = names.get(name);
        if (file == null) {
            throw new AssertionError("no file " + name + " is known, only " + names.keySet());
        }
        return file;
    }

    /** Differs when what was done since makes a difference after a kill, apart from temporary files. */
    List<Object> state() {
        List<Object> state = new ArrayList<>();
        for (Map.Entry<String, Content> file : names.entrySet()) {
            if (!file.getKey().endsWith(".tmp")) {
                state.add(file.getKey());
                state.add(System.identityHashCode(file.getValue()));
                state.add(file.getValue().version);
                state.add(file.getValue().modified);
            }
        }
        return state;
    }

    /** Whether a power failure may leave something else than a kill. */
    boolean isUnsafe() {
        return history.size() > 1 || names.values().stream().anyMatch(file -> !file.pending.isEmpty());
    }

    /** Puts into an empty folder what is there after a kill. */
    void killed(Path to) throws IOException {
        put(to, names, Content::all);
    }

    /** Puts into an empty folder what may be there after a power failure. */
    void powerFailed(Path to, Random random) throws IOException {
        Map<String, Content> there = history.get(random.nextInt(history.size()));
        int chance = random.nextInt(5); // none of it, some, all
        put(to, there, file -> file.after(() -> random.nextInt(4) < chance));
    }

    private interface Making {
        byte[] of(Content file);
    }

    private static void put(Path to, Map<String, Content> names, Making making) {
        Map<Content, Path> done = new IdentityHashMap<>();
        try {
            for (Map.Entry<String, Content> file : names.entrySet()) {
                Path path = to.resolve(file.getKey());
                Path same = done.putIfAbsent(file.getValue(), path);
                if (same != null) {
                    Files.createLink(path, same);
                } else {
                    Files.write(path, making.of(file.getValue()));
                    Files.setLastModifiedTime(path, FileTime.fromMillis(file.getValue().modified * 1000));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
