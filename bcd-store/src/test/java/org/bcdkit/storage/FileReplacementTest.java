package org.bcdkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.storage.FileReplacement.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileReplacementTest {

    private static final Bytes OLD = text("old bytes");
    private static final Bytes NEW = text("new bytes, and more of them");

    @TempDir
    Path folder;

    private Path file;
    private Path copy;

    @BeforeEach
    void makeAFile() throws IOException {
        file = Files.write(folder.resolve("BCD"), OLD.toArray());
        copy = folder.resolve("BCD.bak");
    }

    @Test
    void putsNewBytesInThePlaceOfTheOld() throws IOException {
        FileReplacement.of(file, Fingerprint.of(OLD), NEW).apply();

        assertThat(file).hasBinaryContent(NEW.toArray());
        assertThat(names()).containsExactly("BCD");
    }

    @Test
    void keepsTheOldBytesWhenAskedTo() throws IOException {
        FileReplacement.of(file, Fingerprint.of(OLD), NEW).keeping(copy).apply();

        assertThat(file).hasBinaryContent(NEW.toArray());
        assertThat(copy).hasBinaryContent(OLD.toArray());
        assertThat(names()).containsExactlyInAnyOrder("BCD", "BCD.bak");
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void leavesEverythingAsItWasWhicheverStepFails(Step failing) throws IOException {
        FileReplacement replacement = FileReplacement.of(file, Fingerprint.of(OLD), NEW).keeping(copy).observedBy(step -> {
            if (step == failing) {
                throw new IOException("no such luck");
            }
        });

        assertThatThrownBy(replacement::apply).isInstanceOf(HostException.class).hasMessage(file + " cannot be replaced: no such luck");
        assertThat(file).hasBinaryContent(OLD.toArray());
        assertThat(names()).containsExactly("BCD");
    }

    @Test
    void takesItsStepsInAnOrderInWhichNothingCanBeLost() throws IOException {
        List<Step> steps = new ArrayList<>();
        FileReplacement.of(file, Fingerprint.of(OLD), NEW).keeping(copy).observedBy(steps::add).apply();

        assertThat(steps).containsExactly(Step.LOCK, Step.COPY, Step.FORCE, Step.READ_BACK, Step.WRITE, Step.FORCE, Step.READ_BACK, Step.MOVE);
    }

    @Test
    void refusesAFileThatIsNotWhatThePlanWasMadeFrom() throws IOException {
        byte[] others = "otherness".getBytes(StandardCharsets.US_ASCII);
        Files.write(file, others);

        assertThatThrownBy(() -> FileReplacement.of(file, Fingerprint.of(OLD), NEW).keeping(copy).apply())
                .isInstanceOf(StalePlanException.class)
                .hasMessage(file + " was changed by somebody else since it was read. Nothing was changed. Run the command again.");
        assertThat(file).hasBinaryContent(others);
        assertThat(names()).containsExactly("BCD");
    }

    @Test
    void writesOverNoCopyThatIsThereAlready() throws IOException {
        Files.writeString(copy, "precious");

        assertThatThrownBy(() -> FileReplacement.of(file, Fingerprint.of(OLD), NEW).keeping(copy).apply())
                .isInstanceOf(HostException.class)
                .hasMessage(file + " cannot be replaced: " + copy + " exists already");
        assertThat(copy).hasContent("precious");
        assertThat(file).hasBinaryContent(OLD.toArray());
    }

    @Test
    void refusesAFileThatIsBeingChanged() throws IOException {
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            other.lock();
            assertThatThrownBy(() -> FileReplacement.of(file, Fingerprint.of(OLD), NEW).apply())
                    .isInstanceOf(HostException.class)
                    .hasMessage(file + " is being changed by another program");
        }
        assertThat(file).hasBinaryContent(OLD.toArray());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsOtherProcessesOutUntilTheFileIsReplaced() throws IOException {
        List<String> seen = new ArrayList<>();
        FileReplacement.of(file, Fingerprint.of(OLD), NEW).keeping(copy).observedBy(step -> seen.add(step + " " + LockProbe.look(file))).apply();

        assertThat(seen.remove(0)).isEqualTo("LOCK free");
        assertThat(seen).isNotEmpty().allMatch(found -> found.endsWith(LockProbe.LOCKED));
        assertThat(LockProbe.look(file)).isEqualTo(LockProbe.FREE);
    }

    @Test
    void refusesAFileWhoseNameLeadsToAnotherByNow() throws IOException {
        Path replaced = Files.write(folder.resolve("theirs"), OLD.toArray());
        FileReplacement.Observer mover = step -> {
            if (step == Step.LOCK) {
                Files.move(replaced, file, StandardCopyOption.REPLACE_EXISTING);
            }
        };
        assertThatThrownBy(() -> FileReplacement.of(file, Fingerprint.of(OLD), NEW).observedBy(mover).apply())
                .isInstanceOf(StalePlanException.class)
                .hasMessage(file + " was changed by somebody else since it was read. Nothing was changed. Run the command again.");
        assertThat(names()).containsExactly("BCD");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void refusesAFileThatNobodyMayWrite() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

        assertThatThrownBy(() -> FileReplacement.of(file, Fingerprint.of(OLD), NEW).apply())
                .isInstanceOf(HostException.class)
                .hasMessage(file + " is read-only: nobody has permission to write it")
                .extracting(e -> ((HostException) e).remedy())
                .isEqualTo("Allow it first: chmod u+w " + file);
        assertThat(file).hasBinaryContent(OLD.toArray());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void carriesPermissionsOverToTheNewFileAndTheCopy() throws IOException {
        var permissions = PosixFilePermissions.fromString("rw-r-----");
        Files.setPosixFilePermissions(file, permissions);

        FileReplacement.of(file, Fingerprint.of(OLD), NEW).keeping(copy).apply();

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(permissions);
        assertThat(Files.getPosixFilePermissions(copy)).isEqualTo(permissions);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void followsALinkAndLeavesItALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        FileReplacement.of(link, Fingerprint.of(OLD), NEW).apply();

        assertThat(link).isSymbolicLink();
        assertThat(file).hasBinaryContent(NEW.toArray());
    }

    @Test
    void saysWhatIsMissing() {
        Path nowhere = folder.resolve("none").resolve("BCD");
        assertThatThrownBy(() -> FileReplacement.of(folder.resolve("none"), Fingerprint.of(OLD), NEW).apply())
                .isInstanceOf(HostException.class)
                .hasMessage(folder.resolve("none") + " cannot be replaced: it does not exist");
        assertThatThrownBy(() -> FileReplacement.create(nowhere, NEW))
                .isInstanceOf(HostException.class)
                .hasMessage(nowhere + " cannot be created: there is no folder " + nowhere.getParent());
    }

    @Test
    void refusesAFolder() {
        assertThatThrownBy(() -> FileReplacement.of(folder, Fingerprint.of(OLD), NEW).apply()).isInstanceOf(HostException.class).hasMessage(folder + " is not a regular file");
    }

    @Test
    void makesANewFileWholeAndNeverOverAnother() throws IOException {
        Path made = folder.resolve("made");
        FileReplacement.create(made, NEW);

        assertThat(made).hasBinaryContent(NEW.toArray());
        assertThatThrownBy(() -> FileReplacement.create(made, OLD))
                .isInstanceOf(HostException.class)
                .hasMessage(made + " cannot be created: " + made + " exists already");
        assertThat(made).hasBinaryContent(NEW.toArray());
        assertThat(names()).containsExactlyInAnyOrder("BCD", "made");
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static Bytes text(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
