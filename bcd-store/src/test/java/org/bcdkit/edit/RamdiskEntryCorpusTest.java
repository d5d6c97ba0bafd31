package org.bcdkit.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bcdkit.device.DeviceDescriptor.BootDevice;
import org.bcdkit.edit.VhdEntryRequest.Placement;
import org.bcdkit.store.BcdObject;
import org.bcdkit.store.BcdStore;
import org.bcdkit.store.Element;
import org.bcdkit.store.ElementFormat;
import org.bcdkit.store.ElementType;
import org.bcdkit.testing.Corpus;
import org.bcdkit.testing.CorpusTest;
import org.junit.jupiter.api.Test;

@CorpusTest
class RamdiskEntryCorpusTest {

    @Test
    void addsTheElementsThatTheEntryOfInstallationMediaHas() throws IOException {
        Path file = Corpus.folder().resolve("bcd/EricZimmerman__Registry/8f2c438e/BCD");
        BcdStore media = new StoreFile(file, Clock.systemUTC()).read().store();
        BcdObject theirs = media.find(media.defaultEntry().orElseThrow()).orElseThrow();
        RamdiskEntryRequest request = new RamdiskEntryRequest(
                "Windows Setup", new BootDevice(), "\\sources\\boot.wim", "\\boot\\boot.sdi", Optional.empty(), Placement.LAST, false);
        BcdStore store = SampleStores.windows(FirmwareKind.UEFI, WindowsGeneration.WINDOWS_10);
        BcdObject ours = RamdiskEntryPlanner.plan(SampleStores.snapshot(store), request, SampleStores.NEW, SampleStores.RESUME)
                .plan()
                .after()
                .find(SampleStores.NEW)
                .orElseThrow();

        assertThat(ours.elements()).extracting(Element::type).containsExactlyElementsOf(theirs.elements().stream().map(Element::type).toList());
        for (Element element : theirs.elements()) {
            boolean varies = element.type().format() == ElementFormat.DEVICE || List.of(ElementType.LOCALE).contains(element.type());
            if (!varies) {
                assertThat(ours.element(element.type()).orElseThrow().value()).as(element.type().toString()).isEqualTo(element.value());
            }
        }
    }
}
