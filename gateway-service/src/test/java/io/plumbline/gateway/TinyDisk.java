package io.plumbline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Assumptions;

/// A file system of a few hundred kilobytes, in memory, that other processes do not see: a mount in a namespace of
/// a process that only holds it. Needs no privilege where Linux lets users have namespaces of their own.
public final class TinyDisk implements AutoCloseable {

    private final Process holder;
    private final Path root;

    private TinyDisk(Process holder) {
        this.holder = holder;
        this.root = Path.of("/proc", Long.toString(holder.pid()), "root", "mnt");
    }

    /// The test is passed over where there can be none.
    public static TinyDisk ofKilobytes(int size) throws IOException {
        Process holder;
        try {
            holder = new ProcessBuilder(
                            "unshare",
                            "-rm",
                            "sh",
                            "-c",
                            "mount -t tmpfs -o size=" + size + "k tmpfs /mnt && echo ready && exec cat")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("no namespaces here");
            throw e;
        }
        BufferedReader said = holder.inputReader(StandardCharsets.UTF_8);
        if (!"ready".equals(said.readLine())) {
            holder.destroyForcibly();
            Assumptions.abort("no namespaces here");
        }
        return new TinyDisk(holder);
    }

    public Path folder(String name) {
        return root.resolve(name);
    }

    /// Takes all the room that there is.
    public void fill() {
        byte[] block = new byte[1_024];
        try (var out =
                Files.newOutputStream(root.resolve("filler"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int i = 0; i < 1_000_000; i++) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(root.toFile().getUsableSpace()).isLessThan(8_192);
        }
    }

    /// Gives it back.
    public void empty() {
        try {
            Files.deleteIfExists(root.resolve("filler"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
