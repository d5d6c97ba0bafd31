package org.bcdkit.machine;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcdkit.testing.IndependentTool;

/**
 * What QEMU and libvhdi read from images, in a process that stays. A VHDX whose log is in use is copied first, and QEMU replays the log. QEMU knows
 * no differencing disks; libvhdi reads those, but no empty VHDX; 7-Zip reads that.
 */
final class StrangersReading implements Closeable {

    /** Reads lines of paths with tabs between them, and answers each with size and SHA-256 of the first 32 MiB, or with what is wrong. */
    private static final String SCRIPT =
            """
            import hashlib, json, os, re, shutil, subprocess, sys, tempfile, uuid, pyvhdi
            MOST = 32 << 20

            def crc32c(data):
                crc = 0xffffffff
                for byte in data:
                    crc = CRCS[(crc ^ byte) & 0xff] ^ (crc >> 8)
                return crc ^ 0xffffffff

            CRCS = []
            for byte in range(256):
                for _ in range(8):
                    byte = byte >> 1 ^ (0x82f63b78 if byte & 1 else 0)
                CRCS.append(byte)

            def headers(path):
                with open(path, 'rb') as file:
                    for at in (0x10000, 0x20000):
                        file.seek(at)
                        header = file.read(4096)
                        if header[:4] == b'head' and int.from_bytes(header[4:8], 'little') == crc32c(header[:4] + bytes(4) + header[8:]):
                            yield at, header

            def log_is_used(path):
                return max((int.from_bytes(header[8:16], 'little'), any(header[48:64])) for at, header in headers(path))[1]

            def replayed(path, folder, number):
                if not path.endswith('.vhdx') or not log_is_used(path):
                    return path
                copy = os.path.join(folder, '%d.vhdx' % number)
                shutil.copyfile(path, copy)
                # Fails for a differencing disk, after the log is replayed.
                subprocess.run(['qemu-img', 'check', '-q', '-r', 'all', '-f', 'vhdx', copy], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                if log_is_used(copy):
                    raise Exception('QEMU did not replay the log of ' + os.path.basename(path))
                return copy

            # While its parent is changed, a VHDX names it in two ways, of which libvhdi knows the first; MS-VHDX 2.6.2.6.3. And QEMU gives the copy
            # another identifier. Whether a child names its parent is judged elsewhere: here it does.
            def naming(path, parent, folder):
                with open(parent, 'rb') as file:
                    file.seek(max((int.from_bytes(header[8:16], 'little'), at) for at, header in headers(parent))[1] + 32)
                    name = '{%s}' % uuid.UUID(bytes_le=file.read(16))
                with open(path, 'rb') as file:
                    content = re.sub(GUID, name.encode('utf-16-le'), file.read())
                path = os.path.join(folder, 'renamed.vhdx')
                with open(path, 'wb') as file:
                    file.write(content)
                return path

            GUID = re.compile(b'{\\0' + b'(?:[-0-9a-fA-F]\\0){36}' + b'}\\0')

            def open_child(path, parent):
                disk = pyvhdi.file()
                disk.open(path)
                disk.set_parent(parent)
                return disk

            def libvhdi(paths):
                disk = pyvhdi.file()
                disk.open(paths[-1])
                disks = [disk]
                for path, parent in reversed(list(zip(paths, paths[1:]))):
                    with tempfile.TemporaryDirectory() as folder:
                        try:
                            disks.insert(0, open_child(path, disks[0]))
                        except IOError:
                            disks.insert(0, open_child(naming(path, parent, folder), disks[0]))
                size = disks[0].get_media_size()
                digest = hashlib.sha256()
                for at in range(0, min(size, MOST), 1 << 20):
                    digest.update(disks[0].read_buffer_at_offset(min(1 << 20, size - at), at))
                for disk in disks:
                    disk.close()
                return '%d %s' % (size, digest.hexdigest())

            def run(*words):
                done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                if done.returncode != 0:
                    raise Exception(' '.join(words) + ': ' + done.stderr.decode().strip())
                return done.stdout

            def qemu(path, folder):
                source = 'driver=vhdx' if path.endswith('.vhdx') else 'driver=vpc,force_size_calc=current_size'
                source += ',file.filename=' + path
                size = json.loads(run('qemu-img', 'info', '--output=json', '--image-opts', source))['virtual-size']
                raw = os.path.join(folder, 'raw')
                if size <= MOST:
                    run('qemu-img', 'convert', '--image-opts', source, '-O', 'raw', raw)
                else:
                    run('qemu-img', 'dd', '--image-opts', '-O', 'raw', 'bs=1048576', 'count=32', 'if=' + source, 'of=' + raw)
                with open(raw, 'rb') as file:
                    return '%d %s' % (size, hashlib.sha256(file.read()).hexdigest())

            def seven_zip(path):
                content = run('7zz', 'e', '-so', '-tVHDX' if path.endswith('.vhdx') else '-tVHD', path)
                return '%d %s' % (len(content), hashlib.sha256(content).hexdigest())

            def attempt(reader, *given):
                try:
                    return reader(*given)
                except Exception as e:
                    return 'nothing (' + re.sub('/[^ ]*/', '', str(e).replace('\\n', ' ')) + ')'

            for line in sys.stdin:
                reader, *given = line.rstrip('\\n').split('\\t')
                with tempfile.TemporaryDirectory() as folder:
                    if not given[0].endswith(('.vhd', '.vhdx')):
                        with open(given[0], 'rb') as file:
                            content = file.read()
                        answer = '%d %s' % (len(content), hashlib.sha256(content).hexdigest())
                    elif reader == '7-Zip':
                        answer = attempt(seven_zip, given[0])
                    else:
                        try:
                            paths = [replayed(path, folder, number) for number, path in enumerate(given)]
                            answer = attempt(libvhdi, paths)
                            if len(paths) == 1:
                                other = attempt(qemu, paths[0], folder)
                                if other != answer:
                                    answer = 'QEMU reads ' + other + ', libvhdi ' + answer
                        except Exception as e:
                            answer = 'nothing: ' + str(e)
                print(answer, flush=True)
            """;

    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    StrangersReading() throws IOException {
        IndependentTool.require("qemu-img", "qemu-utils");
        IndependentTool.require("7zz", "7zip");
        Path python = IndependentTool.requirePython("pyvhdi", "python3-libvhdi");
        process = new ProcessBuilder(python.toString(), "-c", SCRIPT).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Reads a disk.
     *
     * @param sevenZip whether 7-Zip is to read it, which finds the parents itself
     * @param chain the file of an image and those of its parents, the nearest first
     * @return size in bytes, a space, and SHA-256 of the first 32 MiB; or why it cannot be read
     */
    String read(boolean sevenZip, List<Path> chain) throws IOException {
        List<String> words = new ArrayList<>(List.of(sevenZip ? "7-Zip" : "others"));
        for (Path file : chain) {
            words.add(file.toString());
        }
        questions.write(String.join("\t", words) + "\n");
        questions.flush();
        return answers.readLine();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
