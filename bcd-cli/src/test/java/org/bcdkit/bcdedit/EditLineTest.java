package org.bcdkit.bcdedit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bcdkit.edit.DebuggerConnection;
import org.bcdkit.edit.DebuggerStart;
import org.bcdkit.edit.EmsSettings;
import org.bcdkit.edit.ListEdit;
import org.bcdkit.edit.Selection;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ObjectType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditLineTest {

    private static final String ID = "{cbd971bf-b7b8-4885-951a-fa03044f5d71}";
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** As a shell would split it. */
    private static EditLine line(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return EditLine.parse(words);
    }

    private static EditRequest request(String text) {
        return line(text).request();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/enum", "/enum active", "-ENUM ACTIVE", "/v", "/offline"})
    void listsTheMenuWhenNothingElseIsAsked(String text) {
        assertThat(request(text)).isEqualTo(new EditRequest.Enumerate(Selection.ACTIVE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/store B /v /enum all", "/enum all /store B /v", "/enum /v all -store B", "-v -STORE B -enum ALL /offline"})
    void takesSwitchesForAllCommandsAnywhere(String text) {
        assertThat(line(text)).isEqualTo(new EditLine(Optional.of("B"), true, new EditRequest.Enumerate(Selection.ALL)));
    }

    @Test
    void takesAFileForTheNameOfAStoreWhateverItIsCalled() {
        assertThat(line("/store /v /enum all").store()).contains("/v");
        assertThat(line("/store -x").store()).contains("-x");
        assertThat(request("/createstore /tmp/BCD")).isEqualTo(new EditRequest.CreateStore("/tmp/BCD"));
        assertThat(request("-export /media/usb/BCD_Backup")).isEqualTo(new EditRequest.Export("/media/usb/BCD_Backup"));
        assertThat(request("/import C:\\bcdbackup")).isEqualTo(new EditRequest.Import("C:\\bcdbackup", false));
        assertThat(request("/import /clean bcdbackup")).isEqualTo(new EditRequest.Import("bcdbackup", true));
        assertThat(request("/sysstore C:")).isEqualTo(new EditRequest.SystemStore("C:"));
    }

    @Test
    void enumeratesOneEntry() {
        assertThat(request("/enum {bootmgr} /v")).isEqualTo(new EditRequest.EnumerateOne("{bootmgr}"));
        assertThat(request("/enum " + ID)).isEqualTo(new EditRequest.EnumerateOne(ID));
        assertThat(request("/enum firmware")).isEqualTo(new EditRequest.Enumerate(Selection.FIRMWARE));
    }

    @Test
    void copiesMirrorsAndDeletes() {
        assertThat(request("/copy {current} /d \"DebugEntry\"")).isEqualTo(new EditRequest.Copy("{current}", Optional.of("DebugEntry")));
        assertThat(request("/copy {default} /d /v")).isEqualTo(new EditRequest.Copy("{default}", Optional.of("/v")));
        assertThat(request("/copy /d \"Windows 11 (VHD)\" " + ID)).isEqualTo(new EditRequest.Copy(ID, Optional.of("Windows 11 (VHD)")));
        assertThat(request("/copy {bootmgr}")).isEqualTo(new EditRequest.Copy("{bootmgr}", Optional.empty()));
        assertThat(request("/mirror " + ID)).isEqualTo(new EditRequest.Mirror(ID));
        assertThat(request("/delete " + ID)).isEqualTo(new EditRequest.Delete(ID, false, true));
        assertThat(request("/delete {ntldr} /f")).isEqualTo(new EditRequest.Delete("{ntldr}", true, true));
        assertThat(request("/delete /f /nocleanup {ntldr}")).isEqualTo(new EditRequest.Delete("{ntldr}", true, false));
        assertThat(request("/delete " + ID + " /CLEANUP")).isEqualTo(new EditRequest.Delete(ID, false, true));
    }

    @ParameterizedTest
    @CsvSource({
        "/create /d \"Windows Vista\" /application osloader, 0x10200003",
        "-create -d XP -application BOOTSECTOR, 0x10400008",
        "/create /application resume, 0x10200004",
        "/create /application STARTUP, 0x10400009",
        "/create /application bootapp, 0x1020000a",
        "/create /inherit, 0x20100000",
        "/create /inherit /d text, 0x20100000",
        "/create /inherit bootmgr, 0x20200002",
        "/create /inherit BOOTSECTOR, 0x20200008",
        "/create /inherit fwbootmgr, 0x20200001",
        "/create /inherit memdiag, 0x20200005",
        "/create /inherit ntldr, 0x20200006",
        "/create /inherit osloader, 0x20200003",
        "/create /inherit resume, 0x20200004",
        "/create /inherit device, 0x20300000",
        "/create /d \"Ramdisk Device Options\" /device, 0x30000000",
        "/create {cbd971bf-b7b8-4885-951a-fa03044f5d71} /d x /application OSLOADER, 0x10200003"
    })
    void createsEveryTypeOfEntry(String text, String type) {
        assertThat(((EditRequest.Create) request(text)).type().orElseThrow()).hasToString(type);
    }

    @Test
    void createsWellKnownEntriesOfTheirType() {
        assertThat(request("/create {ramdiskoptions} /d \"Ramdisk options\""))
                .isEqualTo(new EditRequest.Create(Optional.of("{ramdiskoptions}"), Optional.of("Ramdisk options"), Optional.empty()));
        assertThat(request("/create {NTLDR} /d \"Earlier Windows\""))
                .isEqualTo(new EditRequest.Create(Optional.of("{NTLDR}"), Optional.of("Earlier Windows"), Optional.empty()));
        assertThat(request("/create {bootmgr}")).isEqualTo(new EditRequest.Create(Optional.of("{bootmgr}"), Optional.empty(), Optional.empty()));
        assertThat(request("/create /d x /device " + ID))
                .isEqualTo(new EditRequest.Create(Optional.of(ID), Optional.of("x"), Optional.of(ObjectType.DEVICE)));
    }

    @Test
    void setsElements() {
        assertThat(request("/set testsigning on")).isEqualTo(set("{current}", "testsigning", "on"));
        assertThat(request("-set TESTSIGNING ON")).isEqualTo(set("{current}", "TESTSIGNING", "ON"));
        assertThat(request("/set {bootmgr} path \\EFI\\ubuntu\\shimx64.efi")).isEqualTo(set("{bootmgr}", "path", "\\EFI\\ubuntu\\shimx64.efi"));
        assertThat(request("/set {default} device vhd=[C:]\\vhds\\w11.vhdx")).isEqualTo(set("{default}", "device", "vhd=[C:]\\vhds\\w11.vhdx"));
        assertThat(request("/set {default} device \"vhd=[C:]\\my vhds\\w 11.vhdx\"")).isEqualTo(set("{default}", "device", "vhd=[C:]\\my vhds\\w 11.vhdx"));
        assertThat(request("/set {globalsettings} custom:15000066 3")).isEqualTo(set("{globalsettings}", "custom:15000066", "3"));
        assertThat(request("/set hypervisorlaunchtype off /store B")).isEqualTo(set("{current}", "hypervisorlaunchtype", "off"));
    }

    @Test
    void takesValuesThatStartLikeSwitches() {
        assertThat(request("/set {default} loadoptions -x /debug")).isEqualTo(set("{default}", "loadoptions", "-x", "/debug"));
        assertThat(request("/set {default} path /EFI/x.efi /v")).isEqualTo(set("{default}", "path", "/EFI/x.efi"));
        assertThat(request("/set {default} description /d /v")).isEqualTo(set("{default}", "description", "/d", "/v"));
    }

    @Test
    void changesListsOfAnEntry() {
        assertThat(request("/set {fwbootmgr} displayorder {bootmgr} /addfirst"))
                .isEqualTo(new EditRequest.Set("{fwbootmgr}", "displayorder", List.of("{bootmgr}"), ListEdit.ADD_FIRST));
        assertThat(request("/set {bootmgr} displayorder " + ID + " -REMOVE"))
                .isEqualTo(new EditRequest.Set("{bootmgr}", "displayorder", List.of(ID), ListEdit.REMOVE));
    }

    @Test
    void removesElements() {
        assertThat(request("/deletevalue useplatformclock")).isEqualTo(new EditRequest.DeleteValue("{current}", "useplatformclock"));
        assertThat(request("/deletevalue {default} safeboot")).isEqualTo(new EditRequest.DeleteValue("{default}", "safeboot"));
    }

    @Test
    void changesTheMenu() {
        assertThat(request("/displayorder {default} " + ID + " {ntldr}"))
                .isEqualTo(order(EditVerb.DISPLAYORDER, ElementType.DISPLAY_ORDER, ListEdit.REPLACE, "{default}", ID, "{ntldr}"));
        assertThat(request("-displayorder " + ID + " -addlast")).isEqualTo(order(EditVerb.DISPLAYORDER, ElementType.DISPLAY_ORDER, ListEdit.ADD_LAST, ID));
        assertThat(request("/bootsequence " + ID)).isEqualTo(order(EditVerb.BOOTSEQUENCE, ElementType.BOOT_SEQUENCE, ListEdit.REPLACE, ID));
        assertThat(request("/toolsdisplayorder {memdiag} /remove"))
                .isEqualTo(order(EditVerb.TOOLSDISPLAYORDER, ElementType.TOOLS_DISPLAY_ORDER, ListEdit.REMOVE, "{memdiag}"));
        assertThat(request("/default {current}")).isEqualTo(new EditRequest.Default("{current}"));
        assertThat(request("/timeout 30")).isEqualTo(new EditRequest.Timeout(30));
        assertThat(request("/timeout 0x1e")).isEqualTo(new EditRequest.Timeout(30));
    }

    @ParameterizedTest
    @CsvSource({"bootdebug, 16000010", "bootems, 16000020", "debug, 260000a0", "ems, 260000b0", "event, 26000141"})
    void switchesBooleans(String word, String element) {
        var type = new ElementType(Integer.parseUnsignedInt(element, 16));
        var verb = EditVerb.named(word).orElseThrow();
        assertThat(request("/" + word + " on")).isEqualTo(new EditRequest.Switch(verb, type, "{current}", true));
        assertThat(request("-" + word + " " + ID + " OFF")).isEqualTo(new EditRequest.Switch(verb, type, ID, false));
    }

    @Test
    void setsTheDebugger() {
        assertThat(request("/dbgsettings")).isEqualTo(new EditRequest.ShowSettings(EditVerb.DBGSETTINGS));
        assertThat(request("/dbgsettings serial debugport:2 baudrate:9600")).isEqualTo(debugger(new DebuggerConnection.Serial(2, 9600)));
        assertThat(request("/dbgsettings SERIAL")).isEqualTo(debugger(new DebuggerConnection.Serial(1, 115200)));
        assertThat(request("/dbgsettings 1394 channel:1")).isEqualTo(debugger(new DebuggerConnection.FireWire(1)));
        assertThat(request("/dbgsettings 1394")).isEqualTo(debugger(new DebuggerConnection.FireWire(0)));
        assertThat(request("/dbgsettings usb targetname:myTarget")).isEqualTo(debugger(new DebuggerConnection.Usb(Optional.of("myTarget"))));
        assertThat(request("/dbgsettings local")).isEqualTo(debugger(new DebuggerConnection.Local()));
        assertThat(request("/dbgsettings net hostip:10.125.5.10 port:50000"))
                .isEqualTo(debugger(new DebuggerConnection.Network(0x0a7d050aL, 50000, Optional.empty(), false, true)));
        assertThat(request("/dbgsettings NET HOSTIP:10.0.25.192 PORT:50000 KEY:p.a.s.s nodhcp"))
                .isEqualTo(debugger(new DebuggerConnection.Network(0x0a0019c0L, 50000, Optional.of("p.a.s.s"), false, false)));
        assertThat(request("/dbgsettings net hostip:192.168.1.2 port:50000 newkey busparams:0.25.0 /start autoenable /noumex"))
                .isEqualTo(new EditRequest.SetDebugger(
                        new DebuggerConnection.Network(0xc0a80102L, 50000, Optional.empty(), true, true),
                        Optional.of("0.25.0"),
                        Optional.of(DebuggerStart.AUTOENABLE),
                        true));
    }

    @Test
    void setsTheDebuggerOfTheHypervisor() {
        assertThat(request("/hypervisorsettings")).isEqualTo(new EditRequest.ShowSettings(EditVerb.HYPERVISORSETTINGS));
        assertThat(request("/hypervisorsettings net key:1.1.1.1 hostip:169.254.255.255 port:52000 busparams:0.20.0"))
                .isEqualTo(new EditRequest.SetHypervisorDebugger(
                        new DebuggerConnection.Network(0xa9feffffL, 52000, Optional.of("1.1.1.1"), false, true), Optional.of("0.20.0")));
        assertThat(request("/hypervisorsettings SERIAL DEBUGPORT:1 BAUDRATE:115200"))
                .isEqualTo(new EditRequest.SetHypervisorDebugger(new DebuggerConnection.Serial(1, 115200), Optional.empty()));
    }

    @Test
    void setsEmergencyManagement() {
        assertThat(request("/emssettings")).isEqualTo(new EditRequest.ShowSettings(EditVerb.EMSSETTINGS));
        assertThat(request("/emssettings bios")).isEqualTo(new EditRequest.SetEms(EmsSettings.ofFirmware()));
        assertThat(request("/emssettings EMSPORT:2 EMSBAUDRATE:115200"))
                .isEqualTo(new EditRequest.SetEms(EmsSettings.ofPort(2, OptionalLong.of(115200))));
        assertThat(request("/emssettings emsport:1")).isEqualTo(new EditRequest.SetEms(EmsSettings.ofPort(1, OptionalLong.empty())));
    }

    @Test
    void givesHelp() {
        assertThat(request("/?")).isEqualTo(new EditRequest.Help(List.of()));
        assertThat(request("-? /createstore")).isEqualTo(new EditRequest.Help(List.of("/createstore")));
        assertThat(request("/? types osloader")).isEqualTo(new EditRequest.Help(List.of("types", "osloader")));
        assertThat(request("/set /?")).isEqualTo(new EditRequest.Help(List.of("set")));
    }

    private static EditRequest set(String id, String element, String... values) {
        return new EditRequest.Set(id, element, List.of(values), ListEdit.REPLACE);
    }

    private static EditRequest order(EditVerb verb, ElementType list, ListEdit edit, String... ids) {
        return new EditRequest.Order(verb, list, List.of(ids), edit);
    }

    private static EditRequest debugger(DebuggerConnection connection) {
        return new EditRequest.SetDebugger(connection, Optional.empty(), Optional.empty(), false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "/get hypervisorlaunchtype ~ There is no command /get. Did you mean",
        "/frobnicate ~ There is no command /frobnicate.",
        "enum all ~ \"enum\" stands where a command is expected; commands start with a slash or a dash, for instance /enum."
    })
    void refusesUnknownCommands(String text, String detail) {
        refuses(text, detail, "An unknown command was specified.", "Run \"bcdedit /?\" for command line assistance.");
    }

    @Test
    void takesNoNoticeOfTheSignThatEndsParsingInPowerShell() {
        assertThat(line("--% /set {default} nx OptIn")).isEqualTo(line("/set {default} nx OptIn"));
        assertThat(request("/set {default} loadoptions --%"))
                .isEqualTo(new EditRequest.Set("{default}", "loadoptions", List.of("--%"), ListEdit.REPLACE));
    }

    @Test
    void refusesUnknownSwitches() {
        String[] lines = {"Run \"bcdedit /?\" for command line assistance.", "The parameter is incorrect."};
        refuses("/enum all /x", "/enum has no switch /x.", "Invalid command line switch: /x", lines[0], lines[1]);
        refuses("/enum /store", "/store needs the name of a file.", "Invalid command line switch: /store", lines[0], lines[1]);
        String powerShell = "PowerShell takes braces for a script. Put the identifier in quotes, as '{default}'.";
        String switchLine = "Invalid command line switch: /encodedCommand";
        refuses("/set -encodedCommand ZABlAGYA nx OptIn -inputFormat xml -outputFormat text", powerShell, switchLine, lines[0], lines[1]);
        refuses("/enum -encodedCommand ZABlAGYA -inputFormat xml -outputFormat text", powerShell, switchLine, lines[0], lines[1]);
        refuses("/store A /store B", "/store can be given only once.", "Invalid command line switch: /store", lines[0], lines[1]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "/set ~ set ~ It needs the name of an element.",
        "/set {default} nx ~ set ~ It needs a value for nx.",
        "/set {nonsense} nx OptIn ~ set ~ \"{nonsense}\" is no identifier:",
        "/set {default} displayorder {memdiag} /addfirst {ntldr} ~ set ~ \"{ntldr}\" is one word too many",
        "/delete cbd971bf ~ delete ~ \"cbd971bf\" is no identifier:",
        "/delete cbd971bf-b7b8-4885-951a-fa03044f5d71 ~ delete ~ Identifiers are written in braces: {cbd971bf-b7b8-4885-951a-fa03044f5d71}.",
        "/default current ~ default ~ Identifiers are written in braces: {current}.",
        "/set bootmgr timeout 5 ~ set ~ Identifiers are written in braces: {bootmgr}.",
        "/debug 9dea862c-5cdd-4e70-acc1-f32b344d4795 on ~ debug ~ Identifiers are written in braces:",
        "/displayorder {memdiag} ntldr ~ displayorder ~ Identifiers are written in braces: {ntldr}.",
        "/delete ~ delete ~ It needs an identifier",
        "/delete {ntldr} /cleanup /nocleanup ~ delete ~ /cleanup and /nocleanup exclude each other.",
        "/delete {ntldr} /default {memdiag} ~ delete ~ /delete and /default are two commands; give them one at a time.",
        "/copy {default} /d ~ copy ~ /d needs a description.",
        "/copy {default} /d A /d B ~ copy ~ /d can be given only once.",
        "/delete {ntldr} /f /f ~ delete ~ /f can be given only once.",
        "/create /inherit /inherit osloader ~ create ~ /inherit can be given only once.",
        "/displayorder {memdiag} /addlast /addfirst ~ displayorder ~ /addfirst, /addlast and /remove exclude each other.",
        "/set {bootmgr} displayorder {memdiag} /remove /remove ~ set ~ /addfirst, /addlast and /remove exclude each other.",
        "/copy {default} /d Windows 11 ~ copy ~ \"11\" is one word too many; quote what has spaces in it.",
        "/create ~ create ~ Without a well-known identifier it needs /application, /inherit or /device.",
        "/create {default} ~ create ~ {default} stands for an entry that is there already;",
        "/create {cbd971bf-b7b8-4885-951a-fa03044f5d71} ~ create ~ Without a well-known identifier it needs",
        "/create {bootmgr} /application osloader ~ create ~ {bootmgr} has its type;",
        "/create {9dea862c-5cdd-4e70-acc1-f32b344d4795} /device ~ create ~ has its type;",
        "/create /application bootmgr ~ create ~ /application takes BOOTAPP, BOOTSECTOR, OSLOADER, RESUME or STARTUP, not \"bootmgr\".",
        "/create /application ~ create ~ /application needs a type:",
        "/create /inherit frob ~ create ~ /inherit takes BOOTMGR,",
        "/create /device /inherit ~ create ~ exclude each other.",
        "/deletevalue {default} ~ deletevalue ~ It needs the name of an element.",
        "/displayorder ~ displayorder ~ It needs an identifier",
        "/displayorder /addfirst ~ displayorder ~ It needs an identifier",
        "/displayorder {memdiag} {ntldr} /addlast ~ displayorder ~ take one identifier at a time.",
        "/bootdebug ~ bootdebug ~ It needs ON or OFF.",
        "/debug yes ~ debug ~ It takes ON or OFF, not \"yes\".",
        "/timeout ~ timeout ~ It needs a number of seconds.",
        "/createstore ~ createstore ~ It needs the name of a file.",
        "/createstore A /export B ~ createstore ~ are two commands",
        "/store A /createstore B ~ createstore ~ /store cannot stand beside it.",
        "/export B /store A ~ export ~ /store cannot stand beside it.",
        "/import B /store A ~ import ~ /store cannot stand beside it.",
        "/dbgsettings infiniband ~ dbgsettings ~ A connection is SERIAL, 1394, USB, NET or LOCAL, not \"infiniband\".",
        "/dbgsettings hostip:1.2.3.4 ~ dbgsettings ~ A connection is",
        "/dbgsettings {current} serial debugport:2 ~ dbgsettings ~ A connection is SERIAL, 1394, USB, NET or LOCAL, not \"{current}\".",
        "/emssettings bios emsport:1 ~ emssettings ~ BIOS stands alone.",
        "/dbgsettings net port:50000 ~ dbgsettings ~ NET needs HOSTIP and PORT",
        "/dbgsettings net hostip:1.2.3.4 port:50000 key:1.1.1.1 newkey ~ dbgsettings ~ KEY and newkey exclude each other.",
        "/dbgsettings net hostip:1.2.3.4 port:50000 key:UPPER.1.1.1 ~ dbgsettings ~ \"UPPER.1.1.1\" is no key",
        "/dbgsettings net hostip:1.2.3.4 port:50000 busparams:0.25 ~ dbgsettings ~ is no place on the PCI bus",
        "/dbgsettings net hostip=1.2.3.4 ~ dbgsettings ~ is no parameter: those are written NAME:VALUE, without a space.",
        "/dbgsettings serial channel:1 ~ dbgsettings ~ CHANNEL does not go with SERIAL.",
        "/dbgsettings local nodhcp ~ dbgsettings ~ nodhcp does not go with LOCAL.",
        "/dbgsettings serial debugport:1 debugport:2 ~ dbgsettings ~ DEBUGPORT can be given only once.",
        "/dbgsettings local /start later ~ dbgsettings ~ /start takes ACTIVE, AUTOENABLE or DISABLE, not \"later\".",
        "/hypervisorsettings usb targetname:x ~ hypervisorsettings ~ A connection is SERIAL, 1394 or NET, not \"usb\".",
        "/emssettings emsbaudrate:9600 ~ emssettings ~ It takes BIOS, or EMSPORT with the number of a serial port.",
        "/emssettings emsport:1 port:1 ~ emssettings ~ PORT does not go with EMSPORT."
    })
    void refusesWhatDoesNotFitTheCommand(String text, String verb, String detail) {
        refuses(
                text,
                detail,
                "The " + verb + " command specified is not valid.",
                "Run \"bcdedit /?\" for command line assistance.",
                "The parameter is incorrect.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "/timeout soon ~ timeout: \"soon\" is no number;",
        "/timeout -1 ~ timeout: \"-1\" is no number;",
        "/timeout 4294967296 ~ timeout: 4294967296 is not from 0 to 4294967295.",
        "/timeout 0xffffffffffffffff ~ timeout: 0xffffffffffffffff is not from",
        "/timeout 99999999999999999999 ~ timeout: \"99999999999999999999\" is more than",
        "/timeout 0x ~ timeout: \"0x\" is no number;",
        "/dbgsettings net hostip:1.2.3.4 port:80 ~ PORT: 80 is not from 49152 to 65535.",
        "/dbgsettings net hostip:1.2.3 port:50000 ~ HOSTIP: \"1.2.3\" is no address;",
        "/dbgsettings net hostip:1.2.3.256 port:50000 ~ HOSTIP: \"1.2.3.256\" is no address;",
        "/dbgsettings net hostip:1.2.3.x port:50000 ~ HOSTIP: \"1.2.3.x\" is no address;",
        "/dbgsettings net hostip:16909060 port:50000 ~ HOSTIP: \"16909060\" is no IPv4 address, such as 192.168.1.10.",
        "/dbgsettings 1394 channel:63 ~ CHANNEL: 63 is not from 0 to 62."
    })
    void refusesNumbersThatAreNone(String text, String detail) {
        refuses(text, detail, "The integer data is not valid as specified.", "Run \"bcdedit /?\" for command line assistance.", "The parameter is incorrect.");
    }

    @Test
    void refusesKindsOfEntriesThatThereAreNot() {
        refuses(
                "/enum current",
                "\"current\" is no kind of entries and no identifier; kinds are ACTIVE, FIRMWARE, BOOTAPP, BOOTMGR, OSLOADER, RESUME, INHERIT, ALL.",
                "The specified entry type is invalid.",
                "Run \"bcdedit /?\" for command line assistance.",
                "The parameter is incorrect.");
    }

    private static void refuses(String text, String detail, String... lines) {
        assertThatThrownBy(() -> line(text)).isInstanceOfSatisfying(EditException.class, e -> {
            assertThat(e.lines()).containsExactly(lines);
            assertThat(e).hasMessageContaining(detail);
        });
    }
}
