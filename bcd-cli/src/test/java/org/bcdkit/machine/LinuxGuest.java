package org.bcdkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bcdkit.testing.IndependentTool;

/**
 * A Linux for a virtual machine, all of it in memory: Debian's kernel, a shell, a Java with the modules that {@code bcd} needs, and {@code bcd} as it
 * was built. It runs commands, says on the second serial port what came of each, and turns the machine off.
 */
final class LinuxGuest {

    private static final String KERNEL = "linux-image-cloud-amd64"; // names the package that has the kernel
    private static final List<String> MODULES =
            List.of("virtio_pci", "virtio_blk", "efivarfs", "vfat", "nls_cp437", "nls_ascii", "nls_iso8859-1", "nls_utf8");
    private static final String LOADED = "insmod ";
    private static final String JAVA_MODULES = "java.base,jdk.management";
    private static final String PREPARATION =
            """
            #!/bin/sh
            export PATH=/bin
            mount -t proc proc /proc
            mount -t sysfs sysfs /sys
            mount -t devtmpfs devtmpfs /dev
            for module in /modules/*; do insmod $module; done
            mount -t efivarfs efivarfs /sys/firmware/efi/efivars
            for try in $(seq 600); do
                [ -e DISK ] && break
                sleep 0.1
            done
            stty -F /dev/ttyS1 raw
            exec >/dev/ttyS1 </dev/null
            run() {
                echo "@run $1"
                shift
                "$@" 2>/error
                code=$?
                echo @error
                cat /error
                echo
                echo "@end $code"
            }
            """;
    private static final Pattern SAID = Pattern.compile("^@run (.*)\n((?s:.*?))^@error\n((?s:.*?))\n^@end (\\d+)\n", Pattern.MULTILINE);

    /**
     * What a guest has beside the usual.
     *
     * @param disk the device that there has to be before the first command
     * @param modules of the kernel
     * @param programs of this machine
     * @param folders that are empty
     */
    record Equipment(String disk, List<String> modules, List<Path> programs, List<String> folders) {

        static final Equipment USUAL = new Equipment("/dev/vda2", List.of(), List.of(), List.of());
    }

    private final Path kernel;
    private final Path ramdisk;
    private final List<String> names;

    private LinuxGuest(Path kernel, Path ramdisk, List<String> names) {
        this.kernel = kernel;
        this.ramdisk = ramdisk;
        this.names = names;
    }

    /** What a command left behind. */
    record Said(int code, String out, String err) {}

    /**
     * Makes one.
     *
     * @param commands of the shell, in their order, by the names without spaces, that what they say is found under
     */
    static LinuxGuest make(Path folder, Map<String, String> commands) throws IOException {
        return make(folder, Equipment.USUAL, commands);
    }

    /** The same, with more than the usual in it. */
    static LinuxGuest make(Path folder, Equipment equipment, Map<String, String> commands) throws IOException {
        Path debian = unpackKernel(Files.createDirectory(folder.resolve("debian")));
        String version = onlyChild(debian.resolve("lib/modules"));
        InitialRamdisk ramdisk = new InitialRamdisk();
        addModules(ramdisk, debian, version, equipment.modules());
        Path busybox = IndependentTool.require("busybox", "busybox-static");
        ramdisk.file("bin/busybox", Files.readAllBytes(busybox));
        for (String name : WindowsDisk.run(busybox.toString(), "busybox-static", "--list").split("\n")) {
            if (!name.equals("busybox")) {
                ramdisk.link("bin/" + name, "busybox");
            }
        }
        ramdisk.libraries(busybox).program(IndependentTool.require("lsattr", "e2fsprogs")).program(IndependentTool.require("chattr", "e2fsprogs"));
        for (Path program : equipment.programs()) {
            ramdisk.program(program);
        }
        for (String empty : equipment.folders()) {
            ramdisk.folder(empty);
        }
        addJava(ramdisk, folder.resolve("java"));
        addProgram(ramdisk);
        ramdisk.file("init", script(equipment, commands).getBytes(StandardCharsets.UTF_8));
        for (String mounted : List.of("proc", "sys", "dev", "esp")) {
            ramdisk.folder(mounted);
        }
        return new LinuxGuest(debian.resolve("boot/vmlinuz-" + version), ramdisk.write(folder.resolve("ramdisk")), List.copyOf(commands.keySet()));
    }

    /** Downloads the kernel, once while the built files stay, and unpacks it without installing anything. */
    private static Path unpackKernel(Path folder) throws IOException {
        Path file = IndependentTool.requireDependency(KERNEL, Path.of("target", "debian").toAbsolutePath());
        WindowsDisk.run("dpkg-deb", "dpkg", "-x", file.toString(), folder.toString());
        return folder;
    }

    /** In the order in which the kernel takes them. */
    private static void addModules(InitialRamdisk ramdisk, Path debian, String version, List<String> more) throws IOException {
        WindowsDisk.run("depmod", "kmod", "-b", debian.toString(), version);
        Set<Path> files = new LinkedHashSet<>();
        List<String> modules = new ArrayList<>(MODULES);
        modules.addAll(more);
        for (String module : modules) {
            // A line is "insmod FILE" or, for what is part of the kernel, "builtin NAME".
            for (String line : WindowsDisk.run("modprobe", "kmod", "-d", debian.toString(), "-S", version, "--show-depends", module).split("\n")) {
                if (line.startsWith(LOADED)) {
                    files.add(Path.of(line.substring(LOADED.length()).strip()));
                }
            }
        }
        int number = 100;
        for (Path file : files) {
            ramdisk.file("modules/" + number++ + "-" + file.getFileName(), Files.readAllBytes(file));
        }
    }

    private static void addJava(InitialRamdisk ramdisk, Path folder) throws IOException {
        String jlink = Path.of(System.getProperty("java.home"), "bin", "jlink").toString();
        WindowsDisk.run(jlink, "default-jdk-headless", "--add-modules", JAVA_MODULES, "--no-header-files", "--no-man-pages",
                "--strip-java-debug-attributes", "--output", folder.toString());
        Path java = folder.resolve("bin/java");
        // Java's own classes as it wants them in memory, without which it takes several times as long to start.
        WindowsDisk.run(java.toString(), "default-jdk-headless", "-Xshare:dump", "-XX:+UseSerialGC");
        ramdisk.tree("java", folder).libraries(java).libraries(folder.resolve("lib/server/libjvm.so"));
        try (var libraries = Files.list(folder.resolve("lib"))) {
            for (Path library : libraries.filter(file -> file.toString().endsWith(".so")).toList()) {
                ramdisk.libraries(library);
            }
        }
    }

    private static void addProgram(InitialRamdisk ramdisk) throws IOException {
        List<String> classPath = new ArrayList<>();
        for (Path place : Program.classPath()) {
            String name = "program/" + classPath.size();
            if (Files.isDirectory(place)) {
                ramdisk.tree(name, place);
            } else {
                ramdisk.file(name, Files.readAllBytes(place));
            }
            classPath.add("/" + name);
        }
        String launcher = "#!/bin/sh\nexec /java/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp " + String.join(":", classPath) + " "
                + Program.MAIN + " \"$@\"\n";
        ramdisk.file("bin/bcd", launcher.getBytes(StandardCharsets.UTF_8));
    }

    private static String script(Equipment equipment, Map<String, String> commands) {
        StringBuilder script = new StringBuilder(PREPARATION.replace("DISK", equipment.disk()));
        for (Map.Entry<String, String> command : commands.entrySet()) {
            script.append("run ").append(command.getKey()).append(' ').append(command.getValue()).append('\n');
        }
        return script.append("sync\npoweroff -f\n").toString();
    }

    /** Starts it in a machine with that disk, which it may write to, and gives what each command left behind. */
    Map<String, Said> start(VirtualMachine machine, Path disk) throws IOException {
        String text = machine.startLinux(kernel, ramdisk, disk);
        Map<String, Said> said = new LinkedHashMap<>();
        Matcher matcher = SAID.matcher(text);
        while (matcher.find()) {
            said.put(matcher.group(1), new Said(Integer.parseInt(matcher.group(4)), matcher.group(2), matcher.group(3)));
        }
        assertThat(said.keySet()).as(text).containsExactlyElementsOf(names);
        return said;
    }

    private static String onlyChild(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            List<Path> all = children.toList();
            assertThat(all).hasSize(1);
            return all.get(0).getFileName().toString();
        }
    }
}
