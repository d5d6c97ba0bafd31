package org.bcdkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bcdkit.testing.DiskReading;
import org.bcdkit.testing.VhdBuilder;
import org.bcdkit.testing.VhdxBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder with images that have parents. */
abstract class ChainFixture {

    static final int BLOCK = 4096;
    static final int MIB = 1 << 20;
    static final String BASE_ID = "BASE-BASE-BASE-1";
    static final String CHILD_ID = "CHILD-CHILD-CHI2";
    static final DiskImages IMAGES = DiskImages.inFiles(VolumeMap.EMPTY);

    @TempDir
    private Path temporary;

    Path folder;

    @BeforeEach
    void findTheFolderByItsRealName() throws IOException {
        folder = temporary.toRealPath();
    }

    Path write(String name, byte[] image) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, image);
    }

    /** Four blocks of b. */
    static byte[] base() {
        byte[] contents = new byte[4 * BLOCK];
        Arrays.fill(contents, (byte) 'b');
        return VhdBuilder.fixed(contents).id(BASE_ID).build();
    }

    static VhdBuilder child(String id, String parentId) {
        return VhdBuilder.differencing(4 * BLOCK, BLOCK, parentId).id(id);
    }

    static VhdBuilder relative(VhdBuilder child, String path) {
        return child.locator("W2ru", utf16(path));
    }

    static VhdBuilder absolute(VhdBuilder child, String path) {
        return child.locator("W2ku", utf16(path));
    }

    static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    static VhdxBuilder vhdxChild(String... keysAndValues) {
        return VhdxBuilder.differencing(2 * MIB, MIB, keysAndValues);
    }

    static void breaksTheChain(Path image, VirtualDiskStatus status, String message) {
        assertThatThrownBy(() -> IMAGES.open(image))
                .isExactlyInstanceOf(ChainException.class)
                .hasMessage(message)
                .extracting(e -> ((ChainException) e).status())
                .isEqualTo(status);
    }

    void readsBase(VirtualDisk disk) throws IOException {
        try (disk) {
            assertThat(disk.parent().orElseThrow().identity().toArray()).isEqualTo(BASE_ID.getBytes());
            assertThat(DiskReading.all(disk)).containsOnly('b');
        }
    }
}
