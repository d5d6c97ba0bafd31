package org.bcdkit.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bcdkit.catalog.ElementText;
import org.bcdkit.catalog.ObjectCatalog;

/**
 * What bcdedit printed on a real machine, in blocks. What only that machine could know is replaced by what a store in a file says instead, and
 * what the transcript did to the text is taken back; each replacement stands here.
 */
final class PrintedListing {

    static final int COLUMN = 24;

    /** Headings and the word for identifier follow the language of Windows. */
    private static final Map<String, String> ENGLISH = Map.ofEntries(
            Map.entry("Windows-Start-Manager", "Windows Boot Manager"),
            Map.entry("Windows-Startladeprogramm", "Windows Boot Loader"),
            Map.entry("ファームウェアのブート マネージャー", "Firmware Boot Manager"),
            Map.entry("Windows ブート マネージャー", "Windows Boot Manager"),
            Map.entry("ファームウェア アプリケーション (101fffff", "Firmware Application (101fffff)"),
            Map.entry("Windows 启动管理器", "Windows Boot Manager"),
            Map.entry("Windows 启动加载器", "Windows Boot Loader"),
            Map.entry("从休眠状态恢复", "Resume from Hibernate"),
            Map.entry("Windows 内存测试程序", "Windows Memory Tester"),
            Map.entry("EMS 设置", "EMS Settings"),
            Map.entry("调试器设置", "Debugger Settings"),
            Map.entry("RAM 故障", "RAM Defects"),
            Map.entry("全局设置", "Global Settings"),
            Map.entry("启动加载器设置", "Boot Loader Settings"),
            Map.entry("虚拟机监控程序设置", "Hypervisor Settings"),
            Map.entry("恢复加载器设置", "Resume Loader Settings"),
            Map.entry("设备选项", "Device options"));

    private static final Pattern IDENTIFIER = Pattern.compile("(?:identifier|Bezeichner|identificador|标识符) +(\\{\\S+})");
    private static final Pattern ELEMENT = Pattern.compile("[a-z0-9:]* +(\\S.*)");
    private static final Pattern DASHES = Pattern.compile("-+");
    /** How bcdedit is asked for the settings of a debugger; it shows them without heading and identifier. */
    private static final Pattern SETTINGS = Pattern.compile(".*>\\s*bcdedit /(dbgsettings|hypervisorsettings)");
    private static final Pattern VOLUME = Pattern.compile("\\\\Device\\\\HarddiskVolume(\\d+)");

    /** Lines that a console of 80 columns broke; in the second case the transcript lost a character at the break. */
    private static final Map<String, String> BREAKS = Map.of(
            "-b411\n-000476eba25f", "-b411-000476eba25f",
            "-ee8f458de\nb5", "-ee8f458de4b5");

    /**
     * An object as printed.
     *
     * @param heading in English; absent when the transcript has none
     * @param underline the dashes, when they are those of that heading
     * @param identifier as printed
     * @param lines the elements, below one another
     */
    record Block(Optional<String> heading, Optional<String> underline, String identifier, List<String> lines) {}

    private final String name;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Block> settings = new ArrayList<>();

    private PrintedListing(String name) {
        this.name = name;
    }

    static PrintedListing read(Path file) throws IOException {
        String text = Files.readString(file).replace("\r", "");
        for (Map.Entry<String, String> broken : BREAKS.entrySet()) {
            text = text.replace(broken.getKey(), broken.getValue());
        }
        // What sysprep changed is given as differences, not as a listing.
        int differences = text.indexOf("# --- ");
        List<String> lines = (differences < 0 ? text : text.substring(0, differences)).lines().toList();
        PrintedListing listing = new PrintedListing(file.getFileName().toString());
        for (int i = 0; i < lines.size(); i++) {
            Matcher identifier = IDENTIFIER.matcher(lines.get(i));
            Matcher asked = SETTINGS.matcher(lines.get(i));
            if (identifier.matches()) {
                listing.blocks.add(block(lines, i, identifier.group(1)));
            } else if (asked.matches()) {
                listing.settings.add(new Block(Optional.empty(), Optional.empty(), "{" + asked.group(1) + "}", elements(lines, i + 1)));
            }
        }
        return listing;
    }

    private static Block block(List<String> lines, int at, String identifier) {
        int line = at - 1;
        Optional<String> underline = Optional.empty();
        if (line >= 0 && DASHES.matcher(lines.get(line)).matches()) {
            underline = Optional.of(lines.get(line--));
        }
        // One transcript has a line of its own in the place of the dashes, and before it an empty one.
        while (line > at - 4 && line >= 0 && (lines.get(line).isBlank() || lines.get(line).contains("_______:"))) {
            line--;
        }
        String printed = line < 0 ? "" : lines.get(line).replaceFirst("^#+ ", "");
        if (ENGLISH.containsKey(printed)) {
            return new Block(Optional.of(ENGLISH.get(printed)), Optional.empty(), identifier, elements(lines, at + 1));
        }
        boolean isHeading = underline.isPresent() || ObjectCatalog.all().stream().anyMatch(object -> object.heading().equals(printed));
        return new Block(isHeading ? Optional.of(printed) : Optional.empty(), underline, identifier, elements(lines, at + 1));
    }

    private static List<String> elements(List<String> lines, int from) {
        List<String> elements = new ArrayList<>();
        for (String line : lines.subList(from, lines.size())) {
            Matcher element = ELEMENT.matcher(line);
            if (!element.matches() || element.start(1) != COLUMN) {
                break;
            }
            elements.add(line);
        }
        return elements;
    }

    /** Names of objects as a store in a file has them: the entry that is running is the default one. */
    static String offline(String text) {
        return text.replace("{current}", ObjectCatalog.DEFAULT);
    }

    /** A line as bcdkit has to print it. */
    static String expected(String line) {
        String expected = offline(line);
        expected = VOLUME.matcher(expected).replaceAll(match -> ElementText.partition(PrintedValue.volume(match.group(1))));
        String unknown = ElementText.partition(PrintedValue.UNKNOWN_PARTITION);
        if (expected.endsWith(" unknown")) {
            return expected.replace(" unknown", " partition=" + unknown);
        }
        // A page of documentation has a value in lower case, which no program prints.
        return expected.equals("debugtype               serial") ? "debugtype               Serial" : expected;
    }

    String name() {
        return name;
    }

    List<Block> blocks() {
        return blocks;
    }

    /** What was shown without heading and identifier. */
    List<Block> settings() {
        return settings;
    }

    /** Whether it was made with {@code /v}: then identifiers are GUIDs throughout. */
    boolean isFull() {
        return blocks.stream().map(Block::identifier).anyMatch(id -> id.equals("{9dea862c-5cdd-4e70-acc1-f32b344d4795}"));
    }
}
