package org.bcdkit.wim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.bcdkit.storage.MalformedException;
import org.bcdkit.storage.UnsupportedException;
import org.bcdkit.testing.DamagedBytes;
import org.bcdkit.testing.Wims;
import org.bcdkit.windows.Architecture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WimFileTest {

    private static final int XML_SIZE = 72;
    private static final int XML_OFFSET = 80;
    private static final int XML_LENGTH = 88;
    private static final int PART = 40;

    @TempDir
    Path folder;

    private Path tree;

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectories(folder.resolve("tree"));
        Files.createDirectories(tree.resolve("a/b"));
        Files.write(tree.resolve("a/one"), new byte[5000]);
        Files.createLink(tree.resolve("a/b/same"), tree.resolve("a/one"));
        Files.write(tree.resolve("two"), new byte[300]);
    }

    @Test
    void tellsWhatWimlibWrote() throws IOException {
        Path wim = Wims.capture(tree, folder.resolve("w.wim"), "Windows <11> & \"ü\"", "--check");
        Wims.wimlib("append", tree.toString(), wim.toString(), "Zwei", "--boot");

        WimFile file = WimFile.open(wim);

        assertThat(file.images()).extracting(WimImage::index).containsExactly(1, 2);
        assertThat(file.images()).extracting(WimImage::name).containsExactly("Windows <11> & \"ü\"", "Zwei");
        assertThat(file.bootIndex()).isEqualTo(OptionalLong.of(2));
        assertThat(file.isVerifiable()).isTrue();
        assertThat(file.part()).isEqualTo(1);
        assertThat(file.parts()).isEqualTo(1);
        assertThat(WimSet.open(wim)).isEqualTo(new WimSet(file, List.of()));
        WimImage image = file.images().get(0);
        assertThat(image.contentSize()).isEqualTo(OptionalLong.of(5300));
        assertThat(image.entries()).isEqualTo(OptionalLong.of(3 + 3));
        assertThat(image.build()).isEmpty();
        assertThat(image.edition()).isEmpty();
    }

    @Test
    void tellsWhatSetupWroteOfAWindows() throws IOException {
        Path wim = Wims.capture(tree, folder.resolve("w.wim"), "Windows 11 Pro");
        Wims.wimlib("info", wim.toString(), "1", "--image-property", "WINDOWS/ARCH=9", "--image-property", "WINDOWS/VERSION/BUILD=22631",
                "--image-property",
                "WINDOWS/EDITIONID=Professional", "--image-property", "DISPLAYNAME=Windows 11 Pro (shown)");

        WimFile file = WimFile.open(wim);
        WimImage image = file.images().get(0);

        assertThat(image.architecture()).contains(Architecture.X64);
        assertThat(image.build()).hasValue(22631);
        assertThat(image.edition()).contains("Professional");
        assertThat(image.displayName()).contains("Windows 11 Pro (shown)");
        assertThat(file.isVerifiable()).isFalse();
        assertThat(file.bootIndex()).isEmpty();
        assertThat(file.named("windows 11 pro")).containsExactly(image);
        assertThat(file.named("WINDOWS 11 Pro (shown)")).containsExactly(image);
        assertThat(file.named("Windows 10")).isEmpty();
        assertThat(file.image(0)).isEmpty();
        assertThat(file.image(1)).contains(image);
        assertThat(file.image(2)).isEmpty();
    }

    @Test
    void takesTheNameThatIsWrittenJustSoBeforeOthers() throws IOException {
        Path wim = Wims.capture(tree, folder.resolve("w.wim"), "pro");
        Wims.wimlib("append", tree.toString(), wim.toString(), "Pro");

        WimFile file = WimFile.open(wim);

        assertThat(file.named("Pro")).extracting(WimImage::index).containsExactly(2);
        assertThat(file.named("PRO")).extracting(WimImage::index).containsExactly(1, 2);
    }

    @Test
    void readsAFileWhoseResourcesArePackedTogether() throws IOException {
        Path wim = Wims.capture(tree, folder.resolve("w.esd"), "Solid", "--solid");
        assertThat(WimFile.open(wim).images()).extracting(WimImage::name).containsExactly("Solid");
    }

    private Path split() throws IOException {
        java.util.Random random = new java.util.Random(5);
        for (int i = 0; i < 4; i++) {
            byte[] content = new byte[700_000];
            random.nextBytes(content);
            Files.write(tree.resolve("file" + i), content);
        }
        Path wim = Wims.capture(tree, folder.resolve("w.wim"), "Split");
        Path first = folder.resolve("install.v1.swm");
        Wims.wimlib("split", wim.toString(), first.toString(), "1");
        return first;
    }

    @Test
    void findsThePartsOfASplitOne() throws IOException {
        WimSet set = WimSet.open(split());

        assertThat(set.others()).contains(folder.resolve("install.v12.swm"), folder.resolve("install.v13.swm")).allMatch(Files::isRegularFile);
        assertThat(set.missing()).isEmpty();
        Files.delete(folder.resolve("install.v13.swm"));
        assertThat(WimSet.open(set.path()).missing()).containsExactly(folder.resolve("install.v13.swm"));
    }

    @Test
    void refusesAPartThatIsNotTheFirst() throws IOException {
        split();
        assertThatThrownBy(() -> WimSet.open(folder.resolve("install.v12.swm")))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageMatching(".*install\\.v12\\.swm: WIM header at 0x28: this is part 2 of \\d of a split WIM; name its first part, which ends in no number");
    }

    @Test
    void refusesAPartOfAnotherWim() throws IOException {
        Path first = split();
        Path second = folder.resolve("install.v12.swm");
        byte[] bytes = Files.readAllBytes(second);
        bytes[24] ^= 1;
        Files.write(second, bytes);
        assertThatThrownBy(() -> WimSet.open(first))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("install.v12.swm: WIM header at 0x18: this is part 2 of ")
                .hasMessageContaining(", expected part 2 of ");
    }

    @Test
    void refusesAPipableOne() throws IOException {
        Path wim = Wims.capture(tree, folder.resolve("w.wim"), "Pipe", "--pipable");
        assertThatThrownBy(() -> WimFile.open(wim)).isInstanceOf(UnsupportedException.class).hasMessageContaining("this is a pipable WIM of wimlib");
    }

    @Test
    void refusesWhatIsNoWim() throws IOException {
        Path other = Files.write(folder.resolve("other.wim"), new byte[1000]);
        assertThatThrownBy(() -> WimFile.open(other))
                .isInstanceOf(MalformedException.class)
                .hasMessage(other + ": WIM header at 0x0: this is no WIM file: it starts with 0x0000000000000000, expected 0x4d5357494d000000");
        Path empty = Files.write(folder.resolve("empty.wim"), new byte[0]);
        assertThatThrownBy(() -> WimFile.open(empty))
                .isInstanceOf(MalformedException.class)
                .hasMessage(empty + ": WIM header at 0x0: it takes 208 bytes, and the file has 0");
    }

    /** Nothing that a header can say makes the reader hang, run out of memory or fail in another way than by saying what is wrong. */
    @Test
    void survivesEveryDamage() throws IOException {
        byte[] whole = Files.readAllBytes(Wims.capture(tree, folder.resolve("w.wim"), "Damaged"));
        Path damaged = folder.resolve("damaged.wim");
        DamagedBytes.Attempt attempt = bytes -> WimSet.open(Files.write(damaged, bytes)).missing();
        int cut = DamagedBytes.everyTruncation(whole, attempt);
        assertThat(cut).isEqualTo(whole.length);
        for (int mask : new int[] {1, 0xff}) {
            assertThat(DamagedBytes.everyFlip(whole, mask, attempt)).isPositive();
        }
    }

    @Test
    void refusesAReferenceToXmlThatLeavesTheFile() throws IOException {
        byte[] wim = Files.readAllBytes(Wims.capture(tree, folder.resolve("w.wim"), "Xml"));
        for (int position : new int[] {XML_SIZE + 3, XML_OFFSET + 3, XML_OFFSET + 7}) {
            byte[] damaged = wim.clone();
            damaged[position] ^= (byte) 0x80;
            Path changed = Files.write(folder.resolve("changed.wim"), damaged);
            assertThatThrownBy(() -> WimFile.open(changed))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageStartingWith(changed + ": WIM header at 0x50: the XML is said to be ");
        }
    }

    /** The WIM with other XML. */
    private Path withXml(String xml) throws IOException {
        byte[] wim = Files.readAllBytes(Wims.capture(tree, folder.resolve("w.wim"), "Xml"));
        byte[] text = ("\uFEFF" + xml).getBytes(StandardCharsets.UTF_16LE);
        byte[] changed = Arrays.copyOf(wim, wim.length + text.length);
        System.arraycopy(text, 0, changed, wim.length, text.length);
        ByteBuffer header = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(XML_SIZE, text.length | 2L << 56).putLong(XML_OFFSET, wim.length).putLong(XML_LENGTH, text.length);
        return Files.write(folder.resolve("changed.wim"), changed);
    }

    @Test
    void readsXmlThatOthersWriteInOtherWays() throws IOException {
        Path wim = withXml("<?xml version='1.0'?>\n<WIM>\n <!-- one -->\n <TOTALBYTES>1</TOTALBYTES>\n <IMAGE INDEX='1'>\n  <NAME><![CDATA[A & B]]></NAME>"
                + "<WINDOWS><ARCH> 12 </ARCH><VERSION><BUILD>x</BUILD></VERSION></WINDOWS><TOTALBYTES>-5</TOTALBYTES></IMAGE>\n</WIM>");
        WimImage image = WimFile.open(wim).images().get(0);
        assertThat(image.name()).isEqualTo("A & B");
        assertThat(image.architecture()).contains(Architecture.ARM64);
        assertThat(image.build()).isEmpty();
        assertThat(image.contentSize()).isEmpty();
        assertThat(image.entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<WIM><IMAGE INDEX='1'></WIM>|it is not well-formed: ",
        "<WIM></WIM>|there are said to be 1 images, and the XML tells of 0",
        "<WIM><IMAGE INDEX='2'/></WIM>|image 1 has the INDEX 2",
        "<WIM><IMAGE INDEX='one'/></WIM>|an image has the INDEX \"one\", expected a number",
        "<WIM><IMAGE/></WIM>|an image has the INDEX \"null\", expected a number",
        "<!DOCTYPE WIM [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><WIM><IMAGE INDEX='1'><NAME>&e;</NAME></IMAGE></WIM>|it is not well-formed: ",
    })
    void refusesXmlThatTellsOfNoImages(String xmlAndMessage) throws IOException {
        String[] parts = xmlAndMessage.split("\\|", 2);
        Path wim = withXml(parts[0]);
        assertThatThrownBy(() -> WimFile.open(wim)).isInstanceOf(MalformedException.class).hasMessageContaining(parts[1]);
    }

    @Test
    void refusesXmlInXmlInXml() throws IOException {
        Path wim = withXml("<WIM><IMAGE INDEX='1'>" + "<A>".repeat(100_000));
        assertThatThrownBy(() -> WimFile.open(wim)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("elements are in one another more than 32 deep");
    }

    @Test
    void refusesAPartNumberThatCannotBe() throws IOException {
        byte[] wim = Files.readAllBytes(Wims.capture(tree, folder.resolve("w.wim"), "Part"));
        for (List<Integer> parts : List.of(List.of(0, 1), List.of(2, 1), List.of(1, 0))) {
            ByteBuffer.wrap(wim).order(ByteOrder.LITTLE_ENDIAN).putShort(PART, parts.get(0).shortValue()).putShort(PART + 2, parts.get(1)
                    .shortValue());
            Path changed = Files.write(folder.resolve("changed.wim"), wim);
            assertThatThrownBy(() -> WimFile.open(changed))
                    .isInstanceOf(MalformedException.class)
                    .hasMessage(changed + ": WIM header at 0x28: it is said to be part " + parts.get(0) + " of " + parts.get(1));
        }
    }
}
