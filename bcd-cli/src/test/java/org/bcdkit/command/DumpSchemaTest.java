package org.bcdkit.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bcdkit.cli.Bcd;
import org.bcdkit.device.DeviceDescriptor;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.device.DeviceDescriptor.FileDevice;
import org.bcdkit.device.DeviceDescriptor.LocateDevice;
import org.bcdkit.device.DeviceDescriptor.LocateTarget;
import org.bcdkit.device.DeviceDescriptor.PartitionDevice;
import org.bcdkit.device.DeviceDescriptor.RamdiskDevice;
import org.bcdkit.device.PartitionId;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementType;
import org.bcdkit.store.ElementValue.DeviceValue;
import org.bcdkit.store.ObjectId;
import org.bcdkit.store.RandomStores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published schema describes what is printed, and refuses what is not read. */
class DumpSchemaTest {

    @TempDir
    Path folder;

    @Test
    void describesWhatIsPrinted() throws IOException {
        List<Path> stores = new ArrayList<>(List.of(SampleStore.in(folder), SampleStore.write(folder.resolve("devices"), devices())));
        for (int seed = 0; seed < 50; seed++) {
            stores.add(SampleStore.write(folder.resolve("random " + seed), RandomStores.store(new Random(seed))));
        }
        List<Path> dumps = dumps(stores);
        assertThat(DumpSchema.validate(dumps)).hasSameSizeAs(dumps).containsOnly("valid");
    }

    @Test
    void refusesWhatIsNotRead() throws IOException {
        List<WrongDump> wrong = WrongDump.all();
        List<Path> files = new ArrayList<>();
        for (WrongDump document : wrong) {
            files.add(Files.writeString(folder.resolve(files.size() + ".json"), document.json()));
        }
        List<String> verdicts = DumpSchema.validate(files);
        assertThat(verdicts).hasSameSizeAs(wrong);
        for (int i = 0; i < wrong.size(); i++) {
            assertThat(!verdicts.get(i).equals("valid")).as("%s is %s", wrong.get(i), verdicts.get(i)).isEqualTo(wrong.get(i).bySchema());
        }
    }

    private List<Path> dumps(List<Path> stores) throws IOException {
        List<Path> dumps = new ArrayList<>();
        for (Path store : stores) {
            Bcd.Result result = Calls.run(store, "dump");
            assertThat(result.code()).as(result.err()).isZero();
            dumps.add(Files.writeString(folder.resolve("dump " + dumps.size()), result.out()));
        }
        return dumps;
    }

    /** One of every kind. */
    private static BcdStore devices() {
        DeviceDescriptor mbr = new PartitionDevice(new PartitionId.Mbr(0x89abcdef, -1));
        List<DeviceDescriptor> devices = List.of(
                new BootDevice(),
                mbr,
                new FileDevice(mbr, "\\a"),
                new RamdiskDevice(new BootDevice(), "\\boot.wim", RamdiskDevice.NO_IMAGE),
                new LocateDevice(new LocateTarget.ByPath("\\a"), Optional.empty()),
                new LocateDevice(new LocateTarget.ByElement(0x22000002), Optional.of(mbr)),
                DeviceDescriptor.vhdLocated("\\a.vhdx", 0x12000002));
        List<Element> elements = new ArrayList<>();
        for (DeviceDescriptor device : devices) {
            Optional<ObjectId> options = device instanceof RamdiskDevice ? Optional.of(SampleStore.GONE) : Optional.empty();
            elements.add(Element.of(new ElementType(0x11000001 + elements.size()), new DeviceValue(device, options)));
        }
        return SampleStore.store().with(new BcdObject(SampleStore.GONE, Optional.empty(), elements, List.of()));
    }
}
