package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A raw disk in a file, divided by sfdisk or fdisk, with volumes that others made in its partitions. */
public final class HostDisk {

    public static final String ESP = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";
    public static final String BASIC_DATA = "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7";

    private static final int MIB = 1 << 20;

    private final String label;
    private final int sectorSize;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String type, boolean active, Path volume, long start) {}

    private HostDisk(String label, int sectorSize) {
        this.label = label;
        this.sectorSize = sectorSize;
    }

    public static HostDisk gpt(int sectorSize) {
        return new HostDisk("gpt", sectorSize);
    }

    public static HostDisk mbr() {
        return new HostDisk("dos", 512);
    }

    /**
     * One more partition, which starts at a full MiB and has room for the volume.
     *
     * @param type as fdisk takes it: a GUID, or a number in hexadecimal digits
     */
    public HostDisk add(String type, Path volume) throws IOException {
        return add(type, false, volume);
    }

    /** One from which a BIOS starts. */
    public HostDisk addActive(String type, Path volume) throws IOException {
        return add(type, true, volume);
    }

    private HostDisk add(String type, boolean active, Path volume) throws IOException {
        entries.add(new Entry(type, active, volume, end()));
        return this;
    }

    private long end() throws IOException {
        if (entries.isEmpty()) {
            return MIB;
        }
        Entry last = entries.get(entries.size() - 1);
        return last.start + length(last);
    }

    private static long length(Entry entry) throws IOException {
        return (Files.size(entry.volume) + MIB - 1) / MIB * MIB;
    }

    public Path build(Path file) throws IOException {
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(end() + MIB);
        }
        String script = sectorSize == 512 ? sfdiskScript() : fdiskScript();
        String tool = sectorSize == 512 ? "sfdisk -q" : "fdisk --sector-size " + sectorSize;
        Path program = IndependentTool.require(tool.substring(0, tool.indexOf(' ')), "fdisk");
        String command = "printf '%s' \"$SCRIPT\" | " + program + tool.substring(tool.indexOf(' ')) + " \"$DISK\"";
        IndependentTool.Outcome outcome = IndependentTool.run(
                Duration.ofMinutes(1), Map.of("SCRIPT", script, "DISK", file.toString()),
                List.of(IndependentTool.require("sh", "dash").toString(), "-c", command));
        assertThat(outcome.exitCode()).as(outcome.text() + outcome.stderr()).isZero();
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            for (Entry entry : entries) {
                disk.seek(entry.start);
                disk.write(Files.readAllBytes(entry.volume));
            }
        }
        return file;
    }

    private String sfdiskScript() throws IOException {
        StringBuilder script = new StringBuilder("label: " + label + "\n");
        for (Entry entry : entries) {
            script.append("start=").append(entry.start / sectorSize).append(", size=").append(length(entry) / sectorSize).append(", type=").append(entry.type)
                    .append(entry.active ? ", bootable" : "").append('\n');
        }
        return script.toString();
    }

    private String fdiskScript() throws IOException {
        StringBuilder script = new StringBuilder("g\n");
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            long last = (entry.start + length(entry)) / sectorSize - 1;
            script.append("n\n").append(i + 1).append('\n').append(entry.start / sectorSize).append('\n').append(last).append("\nt\n")
                    .append(i == 0 ? "" : i + 1 + "\n").append(entry.type).append('\n');
        }
        return script.append("w\n").toString();
    }
}
