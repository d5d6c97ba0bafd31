import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.bcdkit.disk.DiskImages;
import org.bcdkit.disk.VolumeMap;
import org.bcdkit.disk.WritableDisk;

/**
 * Writes into the disk of an image for measurements: a piece of so many KiB in each stride of so many, from a start on, of random bytes or of zeros.
 *
 * <pre>java -cp bcd-cli/target/bcd.jar .ci/FillDisk.java IMAGE START PIECE STRIDE random|zeros</pre>
 */
public final class FillDisk {

    private FillDisk() {}

    public static void main(String[] args) throws Exception {
        byte[] bytes = new byte[Integer.parseInt(args[2]) << 10];
        if (args[4].equals("random")) {
            new Random(4).nextBytes(bytes);
        }
        try (WritableDisk disk = DiskImages.inFiles(VolumeMap.EMPTY).openForWriting(Path.of(args[0]))) {
            for (long at = Long.parseLong(args[1]) << 10; at + bytes.length <= disk.contents().size(); at += Long.parseLong(args[3]) << 10) {
                disk.contents().write(at, ByteBuffer.wrap(bytes));
            }
            disk.contents().force();
        }
    }
}
