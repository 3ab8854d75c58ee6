package io.plumbline.registry.knowledge.extraction;

import io.plumbline.knowledge.document.ParsedDocument;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A process that reads one file after another. It has no environment variables, no network and its own empty
/// folder. Not thread-safe.
final class ExtractionWorker implements AutoCloseable {

    /// The exit value of a JVM without memory (`ExitOnOutOfMemoryError`).
    private static final int OUT_OF_MEMORY = 3;

    private static final int EXIT_SECONDS = 10;
    private static final int MAX_FILES = 200;

    private final ExtractionProperties limits;
    private final Path folder;
    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream answers;
    private int files;
    private boolean ready = true;

    ExtractionWorker(ExtractionProperties limits) throws IOException {
        this.limits = limits;
        this.folder = Files.createTempDirectory("plumbline-extraction");
        Path hosts = Files.createFile(folder.resolve("hosts"));
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + limits.heapMegabytes() + "m",
                        "-Xss1m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:MaxMetaspaceSize=192m",
                        "-XX:MaxDirectMemorySize=32m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-XX:+DisableAttachMechanism",
                        "-Djava.awt.headless=true",
                        "-Djava.io.tmpdir=" + folder,
                        // No name resolves: the file of hosts is empty.
                        "-Djdk.net.hosts.file=" + hosts,
                        "-Djava.nio.channels.spi.SelectorProvider=" + Containment.class.getName(),
                        "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        classPath(),
                        ExtractionProcess.class.getName(),
                        Long.toString(limits.timeout().toMillis())))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        this.process = builder.start();
        this.requests = new DataOutputStream(process.getOutputStream());
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /// The class path of this process. The other one works in a folder of its own.
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// Reads a file.
    ///
    /// @throws RefusedFileException for a reason that lies in the file
    /// @throws IOException if the process failed for another reason
    ParsedDocument read(DocumentFormat format, Path file) throws IOException, RefusedFileException {
        files++;
        ready = false;
        AtomicBoolean late = new AtomicBoolean();
        Thread limit = Thread.ofVirtual().start(() -> killWhenLate(late));
        try {
            requests.writeUTF(format.name());
            requests.writeUTF(file.toString());
            requests.flush();
            ParsedDocument document = BlockWire.read(answers);
            ready = true;
            return document;
        } catch (RefusedFileException e) {
            ready = true;
            throw e;
        } catch (TextLimitException e) {
            throw new RefusedFileException(Refusal.TOO_LARGE);
        } catch (IOException e) {
            if (late.get()) {
                throw new RefusedFileException(Refusal.TIMED_OUT);
            }
            if (exitValue() == OUT_OF_MEMORY) {
                throw new RefusedFileException(Refusal.TOO_COMPLEX);
            }
            throw e;
        } finally {
            limit.interrupt();
        }
    }

    private void killWhenLate(AtomicBoolean late) {
        try {
            if (!process.waitFor(limits.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                late.set(true);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            // The file was read in time.
        }
    }

    private int exitValue() {
        try {
            return process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /// Whether it can read another file. A process that has read many is replaced, so that nothing of one lasts.
    boolean isReady() {
        return ready && files < MAX_FILES;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitValue();
        try (var left = Files.walk(folder)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // A folder of temporary files is left.
        }
    }
}
