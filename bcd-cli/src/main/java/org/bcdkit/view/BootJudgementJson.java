package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bcdkit.catalog.ElementText;
import org.bcdkit.filesystem.FileAttribute;
import org.bcdkit.nativeboot.HostDiskFacts;
import org.bcdkit.nativeboot.HostStorage;
import org.bcdkit.nativeboot.HostVolumeFacts;
import org.bcdkit.nativeboot.ImageFacts;
import org.bcdkit.nativeboot.ImageFileFacts;
import org.bcdkit.nativeboot.SpacePicture;
import org.bcdkit.nativeboot.SystemPartition;
import org.bcdkit.nativeboot.TargetFacts;
import org.bcdkit.windows.VolumeState;

/** Whether an image boots, as JSON. What is not known is left out. */
public final class BootJudgementJson {

    private final JsonGenerator json;
    private final BootJudgement judgement;

    private BootJudgementJson(JsonGenerator json, BootJudgement judgement) {
        this.json = json;
        this.judgement = judgement;
    }

    /**
     * Writes the fields of the document.
     *
     * @param passed whether rules that passed are listed too
     */
    public static void write(JsonGenerator json, BootJudgement judgement, boolean passed) throws IOException {
        new BootJudgementJson(json, judgement).write(passed);
    }

    private void write(boolean passed) throws IOException {
        json.writeStringField("verdict", Verdict.of(judgement.report()).word());
        image();
        if (judgement.report().windows().isPresent()) {
            json.writeObjectFieldStart("windows");
            WindowsJson.write(json, judgement.report().windows().get());
            if (judgement.report().partition().isPresent()) {
                json.writeNumberField("partition", judgement.report().partition().getAsInt());
            }
            if (judgement.report().volume().isPresent()) {
                state(judgement.report().volume().get());
            }
            json.writeEndObject();
        }
        json.writeObjectFieldStart("host");
        volume(judgement.facts().host().volume());
        file(judgement.facts().host().file());
        disk(judgement.facts().host().disk());
        target(judgement.facts().target());
        json.writeEndObject();
        if (judgement.report().space().isPresent()) {
            space(judgement.report().space().get());
        }
        FindingJson.write(json, judgement.report().findings(), passed);
    }

    private void image() throws IOException {
        json.writeObjectFieldStart("image");
        text("path", judgement.image());
        if (judgement.report().image().isPresent()) {
            ImageFacts image = judgement.report().image().get();
            DiskJson.image(json, image);
            if (image.table().isPresent()) {
                TableJson.write(json, image.table().get(), VolumeFacts.of(image.table().get()));
            }
        }
        json.writeEndObject();
    }

    private void volume(HostVolumeFacts volume) throws IOException {
        if (volume.storage().isPresent()) {
            HostStorage storage = volume.storage().get();
            json.writeObjectFieldStart("storage");
            json.writeStringField("kind", storage.kind().word());
            text("text", storage.text());
            json.writeEndObject();
        }
        if (judgement.partition().isPresent()) {
            json.writeStringField("partition", ElementText.partition(judgement.partition().get()));
        }
        if (volume.fileSystem().isPresent()) {
            text("fileSystem", volume.fileSystem().get());
        }
        number("size", volume.size());
        number("cluster", volume.cluster());
        flag("bitLocker", volume.bitLocker());
        if (volume.state().isPresent()) {
            state(volume.state().get());
            json.writeBooleanField("shadowCopies", volume.state().get().shadowCopies());
        }
    }

    private void state(VolumeState state) throws IOException {
        json.writeBooleanField("hibernated", state.hibernated());
        json.writeBooleanField("dirty", state.dirty());
    }

    private void file(ImageFileFacts file) throws IOException {
        if (file.path().isPresent()) {
            text("path", file.path().get());
        }
        if (file.attributes().isPresent()) {
            json.writeArrayFieldStart("attributes");
            for (FileAttribute attribute : FileAttribute.values()) {
                if (file.attributes().get().contains(attribute)) {
                    json.writeString(attribute.word());
                }
            }
            json.writeEndArray();
        }
    }

    private void disk(HostDiskFacts disk) throws IOException {
        if (disk.systemPartitions().isPresent()) {
            systemPartitions(disk.systemPartitions().get());
        }
        if (disk.bootEnvironment().isPresent()) {
            json.writeStringField("bootManager", disk.bootEnvironment().get().toString());
        }
        if (disk.sectorSize().isPresent()) {
            json.writeNumberField("sectorSize", disk.sectorSize().getAsInt());
        }
        flag("dynamicDisk", disk.dynamic());
        if (disk.vhdEntries().isPresent()) {
            json.writeNumberField("vhdEntries", disk.vhdEntries().getAsInt());
        }
    }

    private void systemPartitions(List<SystemPartition> partitions) throws IOException {
        json.writeArrayFieldStart("systemPartitions");
        for (SystemPartition partition : partitions) {
            json.writeStartObject();
            text("name", partition.name());
            json.writeStringField("kind", partition.kind() == SystemPartition.Kind.ESP ? "esp" : "active");
            json.writeBooleanField("store", partition.store());
            if (partition.bootManager().isPresent()) {
                json.writeStringField("bootManager", partition.bootManager().get().toString());
            }
            json.writeBooleanField("holdsImage", partition.holdsImage());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void target(TargetFacts target) throws IOException {
        if (target.firmware().isPresent()) {
            json.writeStringField("firmware", target.firmware().get().word());
        }
        if (target.architecture().isPresent()) {
            json.writeStringField("architecture", target.architecture().get().title());
        }
        number("memory", target.memory());
    }

    private void space(SpacePicture space) throws IOException {
        json.writeObjectFieldStart("space");
        number("free", space.free());
        json.writeNumberField("grow", space.grow());
        number("pageFile", space.pageFileMinimum());
        number("pageFileMaximum", space.pageFileMaximum());
        json.writeNumberField("reserve", space.reserve());
        number("left", space.left());
        json.writeEndObject();
    }

    private void text(String field, String text) throws IOException {
        json.writeStringField(field, JsonDocument.text(text));
    }

    private void number(String field, OptionalLong number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(field, number.getAsLong());
        }
    }

    private void flag(String field, Optional<Boolean> flag) throws IOException {
        if (flag.isPresent()) {
            json.writeBooleanField(field, flag.get());
        }
    }
}
