package org.bcdkit.nativeboot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For tests that judge one image in a folder, where there is enough of everything. */
abstract class OnOneImage {

    static final int MIB = 1 << 20;
    /** What to do about an image that is not finished. */
    static final String MAKE_AGAIN = " -> Start and shut down the virtual machine, or make the image again.";

    @TempDir
    private Path temporary;

    Path folder;

    @BeforeEach
    void findTheFolderByItsRealName() throws IOException {
        folder = temporary.toRealPath();
    }

    NativeBootReport judge(byte[] image) throws IOException {
        return Judged.check(folder, "image", image, Judged.ROOMY);
    }

    List<String> lines(byte[] image, String rule) throws IOException {
        return Judged.lines(judge(image), rule);
    }

    /** How findings call the image. */
    String name() {
        return folder.resolve("image").toString();
    }
}
