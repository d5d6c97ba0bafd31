package org.bcdkit.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder with as much of a Windows as bootable partitions are made from: registry, loaders and the boot files, which are headers with random bytes
 * behind them. Hives are by libhivex. Each boot file has other content, and the same each time.
 */
public final class WindowsTree {

    public static final int X64 = 0x8664;
    public static final int ARM64 = 0xaa64;

    private static final String CURRENT_VERSION = "Microsoft\\Windows NT\\CurrentVersion";

    /** Hives that were made already, which takes longer than everything else. */
    private static final Map<String, byte[]> SOFTWARE = new ConcurrentHashMap<>();
    private static final Map<String, byte[]> SYSTEM = new ConcurrentHashMap<>();

    private final Path windows;
    private final Random random = new Random(7);

    private WindowsTree(Path windows) {
        this.windows = windows;
    }

    /**
     * Makes one.
     *
     * @param root gets the folder {@code Windows}
     */
    public static WindowsTree make(Path root, int build, String edition, int machine) throws IOException {
        WindowsTree tree = new WindowsTree(root.resolve("Windows"));
        tree.addRegistry(root, build, edition);
        for (String program : new String[] {"System32/winload.efi", "System32/winload.exe", "Boot/EFI/bootmgfw.efi", "Boot/EFI/bootmgr.efi",
            "Boot/EFI/memtest.efi", "Boot/PCAT/memtest.exe"}) {
            tree.program(program, machine);
        }
        for (String file : new String[] {"Boot/EFI/en-US/bootmgfw.efi.mui", "Boot/EFI/de-DE/bootmgfw.efi.mui", "Boot/EFI/boot.stl",
            "Boot/PCAT/bootnxt", "Boot/PCAT/en-US/bootmgr.exe.mui", "Boot/Fonts/wgl4_boot.ttf", "Boot/Fonts/segmono_boot.ttf", "Boot/Resources/bootres.dll",
            "Boot/Resources/en-US/bootres.dll.mui"}) {
            tree.file(file, file.getBytes(StandardCharsets.UTF_8));
        }
        return tree.file("Boot/PCAT/bootmgr", tree.bootmgr());
    }

    /** A near jump, as those for a BIOS start with, and random bytes. */
    private byte[] bootmgr() {
        byte[] bytes = new byte[1000];
        random.nextBytes(bytes);
        bytes[0] = (byte) 0xe9;
        return bytes;
    }

    private void addRegistry(Path root, int build, String edition) throws IOException {
        Path config = Files.createDirectories(windows.resolve("System32/config"));
        String name = build + " " + edition;
        if (!SOFTWARE.containsKey(name)) {
            SOFTWARE.put(name, bytes(software(build, edition), root));
        }
        if (!SYSTEM.containsKey("")) {
            SYSTEM.put("", bytes(new HivexHive().number("Select", "Current", 1), root));
        }
        Files.write(config.resolve("SOFTWARE"), SOFTWARE.get(name));
        Files.write(config.resolve("SYSTEM"), SYSTEM.get(""));
    }

    private static byte[] bytes(HivexHive hive, Path folder) throws IOException {
        Path in = Files.createTempDirectory(folder, "hives");
        byte[] bytes = Files.readAllBytes(hive.build(in));
        try (var files = Files.list(in)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(in);
        return bytes;
    }

    private static HivexHive software(int build, String edition) {
        boolean isOld = build < 9200;
        HivexHive software = new HivexHive()
                .text(CURRENT_VERSION, "ProductName", "Windows " + build)
                .text(CURRENT_VERSION, "EditionID", edition)
                .text(CURRENT_VERSION, "CurrentBuild", Integer.toString(build))
                .text(CURRENT_VERSION, "CurrentVersion", isOld ? "6.1" : build < 9600 ? "6.2" : "6.3");
        return build < 10240
                ? software
                : software.number(CURRENT_VERSION, "CurrentMajorVersionNumber", 10).number(CURRENT_VERSION, "CurrentMinorVersionNumber", 0);
    }

    /** Windows 11 Pro for x64. */
    public static WindowsTree windows11(Path root) throws IOException {
        return make(root, 22631, "Professional", X64);
    }

    /** The Windows folder. */
    public Path folder() {
        return windows;
    }

    /** Headers that say for which processor it is and that it is a program of UEFI, and random bytes. */
    public WindowsTree program(String path, int machine) throws IOException {
        byte[] bytes = new byte[3000 + random.nextInt(9000)];
        random.nextBytes(bytes);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[0x200])
                .putShort(0, (short) 0x5a4d)
                .putInt(0x3c, 0x80)
                .putInt(0x80, 0x4550)
                .putShort(0x84, (short) machine)
                .putShort(0x94, (short) 240)
                .putShort(0x96, (short) 0x22)
                .putShort(0x98, (short) (machine == X64 || machine == ARM64 ? 0x20b : 0x10b))
                .putShort(0xdc, (short) 10);
        return file(path, bytes);
    }

    /** A file in the Windows folder. */
    public WindowsTree file(String path, byte[] content) throws IOException {
        Path file = windows.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return this;
    }

    /** What a file in the Windows folder holds. */
    public byte[] bytes(String path) throws IOException {
        return Files.readAllBytes(windows.resolve(path));
    }

    /** An NTFS volume in a file that has all of it. */
    public Path volume(Path folder) throws IOException {
        return volume(folder, 48 << 20);
    }

    /** As {@link #volume(Path)}, with so many bytes. */
    public Path volume(Path folder, long size) throws IOException {
        NtfsBuilder volume = new NtfsBuilder(folder, size);
        add(volume, windows, "/Windows");
        return volume.build();
    }

    private static void add(NtfsBuilder volume, Path from, String to) throws IOException {
        volume.folder(to);
        try (var children = Files.list(from)) {
            for (Path child : children.sorted().toList()) {
                String name = to + "/" + child.getFileName();
                if (Files.isDirectory(child)) {
                    add(volume, child, name);
                } else {
                    volume.file(name, Files.readAllBytes(child));
                }
            }
        }
    }
}
