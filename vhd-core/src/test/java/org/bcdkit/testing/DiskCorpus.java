package org.bcdkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.bcdkit.storage.FileStorage;
import org.bcdkit.storage.Storage;

/**
 * Real disk images, named by the environment variable {@code BCDKIT_CORPUS}, and what its index says about each.
 *
 * @param kind {@code vhd}, {@code vhdx}, {@code image} for raw ones, and others
 * @param features what is in it
 * @param validation what independent readers made of it
 */
public record DiskCorpus(String file, String kind, String features, String validation) {

    private static final Pattern INSIDE = Pattern.compile("inside: (\\d+) bytes sha256 ([0-9a-f]{64})");

    /** All files of one kind. */
    public static List<DiskCorpus> ofKind(String kind) throws IOException {
        List<DiskCorpus> rows = new ArrayList<>();
        for (String line : Files.readAllLines(root().resolve("INDEX.tsv"))) {
            String[] cells = line.split("\t", -1);
            if (cells[3].equals(kind)) {
                rows.add(new DiskCorpus(cells[0], cells[3], cells[7], cells[8]));
            }
        }
        return rows;
    }

    private static Path root() {
        return Corpus.folder();
    }

    public Path path() {
        return root().resolve(file);
    }

    /** The first number that follows {@code words} in what the index says. */
    public Optional<Long> number(String words) {
        Matcher matcher = Pattern.compile(Pattern.quote(words) + "\\D*(\\d+)").matcher(features + ";" + validation);
        return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    /** The image itself, unpacked into {@code folder} when it is packed and not there yet, with the content that the index says. */
    public Path unpack(Path folder) throws IOException {
        String name = path().getFileName().toString();
        Matcher inside = INSIDE.matcher(validation);
        if (!inside.find()) {
            return path();
        }
        Path image = folder.resolve(name.substring(0, name.lastIndexOf('.')));
        if (Files.exists(image)) {
            return image;
        }
        switch (name.substring(name.lastIndexOf('.'))) {
            case ".gz" -> gunzip(image);
            case ".xz" -> run("xz", "xz-utils", image);
            case ".bz2" -> run("bzip2", "bzip2", image);
            default -> throw new IllegalStateException(file);
        }
        try (Storage storage = FileStorage.open(image)) {
            assertThat(storage.size()).as(file).isEqualTo(Long.parseLong(inside.group(1)));
            assertThat(DiskReading.sha256(storage)).as(file).isEqualTo(inside.group(2));
        }
        return image;
    }

    private void gunzip(Path image) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(path()));
                OutputStream out = Files.newOutputStream(image)) {
            in.transferTo(out);
        }
    }

    private void run(String tool, String debianPackage, Path image) {
        Path shell = IndependentTool.require("sh", "dash");
        String command = IndependentTool.require(tool, debianPackage) + " -dc \"$PACKED\" > \"$IMAGE\"";
        Map<String, String> names = Map.of("PACKED", path().toString(), "IMAGE", image.toString());
        IndependentTool.Outcome outcome = IndependentTool.run(Duration.ofMinutes(2), names, List.of(shell.toString(), "-c", command));
        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
    }

    @Override
    public String toString() {
        return file;
    }
}
