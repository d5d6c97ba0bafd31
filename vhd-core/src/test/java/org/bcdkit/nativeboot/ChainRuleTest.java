package org.bcdkit.nativeboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.Test;

/** The rule about the chain of a differencing disk: when it fires, and when it does not. */
class ChainRuleTest extends OnOneImage {

    private static final String BASE_ID = "BASE-BASE-BASE-1";

    private static VhdBuilder child(String path) {
        return VhdBuilder.differencing(4 * MIB, 2 * MIB, BASE_ID).locator("W2ru", path.getBytes(StandardCharsets.UTF_16LE));
    }

    private Path base(VhdBuilder base) throws IOException {
        return Files.write(folder.resolve("base.vhd"), base.id(BASE_ID).build());
    }

    @Test
    void img06PassesACompleteChain() throws IOException {
        Path base = base(Judged.fixed());
        NativeBootReport report = judge(child("base.vhd").build());
        assertThat(Judged.lines(report, "IMG-06")).containsExactly("IMG-06 ok the chain is complete");
        assertThat(report.image().orElseThrow().parents()).containsExactly(base.toString());
        assertThat(Judged.lines(report, "PRT-01")).containsExactly("PRT-01 ok the image has an MBR");
        assertThat(lines(Judged.fixed().build(), "IMG-06")).containsExactly("IMG-06 ok the image has no parent");
    }

    @Test
    void img06RefusesAMissingParent() throws IOException {
        NativeBootReport report = judge(child("base.vhd").build());
        assertThat(Judged.lines(report, "IMG-06"))
                .containsExactly("IMG-06 error " + name() + ": its parent was not found; tried " + folder.resolve("base.vhd")
                        + " (relative path; not there) (0xC03A000D) -> Put the parent back where the image expects it, name the folder of its drive with"
                        + " --map, or say with bcd vdisk reparent where it is.");
        // The image itself was read; what is in it could not be.
        assertThat(report.isReadable()).isTrue();
        assertThat(report.image().orElseThrow().parents()).isEmpty();
        assertThat(report.image().orElseThrow().table()).isEmpty();
        assertThat(report.space()).isPresent();
        assertThat(Judged.lines(report, "PRT-01")).isEmpty();
    }

    @Test
    void img06RefusesAParentThatHasChanged() throws IOException {
        Path base = base(Judged.fixed());
        Files.write(base, Judged.fixed().id("OTHER-OTHER-OTH2").build());
        assertThat(lines(child("base.vhd").build(), "IMG-06"))
                .containsExactly("IMG-06 error " + name() + ": its parent has changed since the link was made: " + base
                        + " is another disk: its identifier is 4f544845522d4f544845522d4f544832, the link names 424153452d424153452d424153452d31 (0xC03A000E) ->"
                        + " Put the parent back as it was when the image was made.");
    }

    @Test
    void img06RefusesAParentThatIsDamaged() throws IOException {
        Path base = Files.write(folder.resolve("base.vhd"), new byte[100]);
        assertThat(lines(child("base.vhd").build(), "IMG-06"))
                .containsExactly("IMG-06 error " + name() + ": its parent cannot be read: " + base
                        + ": disk image at 0x0: this is neither a VHDX (which starts with `vhdxfile`) nor a VHD (which ends with a footer that starts with"
                        + " `conectix`) (0xC03A0019) -> Repair the parent, or restore it from a backup.");
    }

    @Test
    void img06RefusesACycle() throws IOException {
        byte[] image = VhdBuilder.differencing(4 * MIB, 2 * MIB, BASE_ID).id(BASE_ID).locator("W2ru", "image".getBytes(StandardCharsets.UTF_16LE)).build();
        assertThat(lines(image, "IMG-06"))
                .containsExactly("IMG-06 error " + name() + ": its parent " + name() + " is one of its own children (0xC03A0018) -> Restore the chain from a"
                        + " backup.");
    }

    @Test
    void img06RefusesAParentOfAnotherSize() throws IOException {
        Path base = base(VhdBuilder.fixed(new byte[6 * MIB]));
        assertThat(lines(child("base.vhd").build(), "IMG-06"))
                .containsExactly("IMG-06 error " + name() + ": it holds 4194304 bytes, its parent " + base + " 6291456 (0xC03A0017) -> Put the parent back as it was when the"
                        + " image was made.");
        Path parent = Files.write(folder.resolve("base.vhdx"), VhdxBuilder.dynamic(6L * MIB, MIB).build());
        byte[] image =
                VhdxBuilder.differencing(4L * MIB, MIB, "parent_linkage", "{" + VhdxBuilder.DATA_WRITE + "}", "relative_path", "base.vhdx").build();
        assertThat(lines(image, "IMG-06"))
                .containsExactly("IMG-06 error " + name() + " holds 4194304 bytes, its parent " + parent + " 6291456 (0xC03A0017) -> Merge the chain into one"
                        + " image in Windows, for instance with diskpart's merge vdisk.");
    }

    @Test
    void img06WarnsOfAParentThatWasTouched() throws IOException {
        Path base = base(Judged.fixed());
        Files.setLastModifiedTime(base, FileTime.fromMillis(1_700_000_001_000L));
        assertThat(lines(child("base.vhd").parentTime(1_700_000_000).build(), "IMG-06"))
                .containsExactly("IMG-06 warning " + name() + ": its parent " + base
                        + " was changed or copied after the link was made: the time stamps differ (0xC03A000F) -> Make sure that the parent's content is what it was,"
                        + " and make it read-only.");
    }

    @Test
    void img06TellsOfAnotherDiskOfTheParentsName() throws IOException {
        base(Judged.fixed());
        Files.write(folder.resolve("namesake.vhd"), Judged.fixed().id("OTHER-OTHER-OTH2").build());
        byte[] image = child("namesake.vhd").parentName("base.vhd").build();
        assertThat(lines(image, "IMG-06"))
                .containsExactly(
                        "IMG-06 info " + name() + ": " + folder.resolve("namesake.vhd")
                                + " is another disk: its identifier is 4f544845522d4f544845522d4f544832, the link names 424153452d424153452d424153452d31",
                        "IMG-06 ok the chain is complete");
    }

    @Test
    void remarksOnAParentNameTheParent() throws IOException {
        Path base = base(Judged.fixed().footer(84, 1, 1));
        assertThat(lines(child("base.vhd").build(), "IMG-04"))
                .containsExactly("IMG-04 error " + base + ": the disk is part of the saved state of a virtual machine" + MAKE_AGAIN);
    }
}
