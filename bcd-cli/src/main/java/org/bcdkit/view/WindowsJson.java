package org.bcdkit.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bcdkit.windows.WindowsInstallation;
import org.bcdkit.windows.WindowsVersion;

/** A Windows on a volume as JSON. */
final class WindowsJson {

    private WindowsJson() {}

    /** Writes the fields of an object that is about it. */
    static void write(JsonGenerator json, WindowsInstallation windows) throws IOException {
        text(json, "product", WindowsTitle.of(windows));
        text(json, "edition", windows.edition());
        version(json, windows.version());
        if (windows.version().isPresent()) {
            json.writeNumberField("build", windows.version().get().build());
        }
        if (windows.architecture().isPresent()) {
            json.writeStringField("architecture", windows.architecture().get().title());
        }
        json.writeStringField("folder", JsonDocument.text("\\" + String.join("\\", windows.folder().names())));
        json.writeArrayFieldStart("hives");
        hive(json, windows.software());
        hive(json, windows.system());
        json.writeEndArray();
        loaders(json, windows.loaders());
        drivers(json, windows.drivers());
        if (windows.expandOnMount().isPresent()) {
            json.writeNumberField("expandOnMount", windows.expandOnMount().getAsInt());
        }
        if (windows.pageFiles().isPresent()) {
            pageFiles(json, windows.pageFiles().get());
        }
        json.writeObjectFieldStart("setup");
        json.writeBooleanField("inProgress", windows.setup().inProgress());
        text(json, "imageState", windows.setup().imageState());
        json.writeEndObject();
    }

    private static void hive(JsonGenerator json, WindowsInstallation.RegistryHive hive) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", JsonDocument.text(hive.path()));
        json.writeStringField("state", hive.state().name().toLowerCase(Locale.ROOT));
        text(json, "problem", hive.problem());
        json.writeEndObject();
    }

    private static void loaders(JsonGenerator json, List<WindowsInstallation.Loader> loaders) throws IOException {
        json.writeArrayFieldStart("loaders");
        for (WindowsInstallation.Loader loader : loaders) {
            json.writeStartObject();
            json.writeStringField("path", JsonDocument.text(loader.path()));
            if (loader.architecture().isPresent()) {
                json.writeStringField("architecture", loader.architecture().get().title());
            }
            version(json, loader.version());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void drivers(JsonGenerator json, List<WindowsInstallation.Driver> drivers) throws IOException {
        json.writeArrayFieldStart("drivers");
        for (WindowsInstallation.Driver driver : drivers) {
            json.writeStartObject();
            json.writeStringField("service", driver.service());
            json.writeBooleanField("file", driver.file());
            if (driver.start().isPresent()) {
                json.writeNumberField("start", driver.start().getAsInt());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void pageFiles(JsonGenerator json, List<WindowsInstallation.PageFile> files) throws IOException {
        json.writeArrayFieldStart("pageFiles");
        for (WindowsInstallation.PageFile file : files) {
            json.writeStartObject();
            json.writeStringField("path", JsonDocument.text(file.path()));
            json.writeNumberField("minimum", file.minimum());
            json.writeNumberField("maximum", file.maximum());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void version(JsonGenerator json, Optional<WindowsVersion> version) throws IOException {
        if (version.isPresent()) {
            json.writeStringField("version", version.get().toString());
        }
    }

    private static void text(JsonGenerator json, String field, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(field, JsonDocument.text(text.get()));
        }
    }
}
