package io.plumbline.registry.knowledge.extraction;

import io.plumbline.knowledge.document.Block;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// The main class of a process that reads files for the service: for each file that standard input names, writes
/// its blocks to standard output. It ends with its input, or when a file takes too long, so it never outlives the
/// service by much.
final class ExtractionProcess {

    private static final int TOO_LONG = 4;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final AtomicLong BUSY_SINCE = new AtomicLong();

    private ExtractionProcess() {}

    /// @param arguments the time limit of a file in milliseconds
    static void main(String[] arguments) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        DataInputStream in = new DataInputStream(System.in);
        Containment.apply(System.err);
        endWhenStuck(Duration.ofMillis(Long.parseLong(arguments[0])).plus(GRACE));
        while (true) {
            DocumentFormat format;
            Path file;
            try {
                format = DocumentFormat.valueOf(in.readUTF());
                file = Path.of(in.readUTF());
            } catch (EOFException e) {
                return;
            }
            BUSY_SINCE.set(System.nanoTime());
            read(format, file, out);
            BUSY_SINCE.set(0);
        }
    }

    private static void read(DocumentFormat format, Path file, DataOutputStream out) throws IOException {
        try {
            new FileReaders(block -> write(out, block)).read(format, file);
            BlockWire.end(out);
        } catch (RefusedFileException e) {
            BlockWire.refuse(out, e.refusal());
        }
    }

    private static void write(DataOutputStream out, Block block) {
        try {
            BlockWire.write(out, block);
        } catch (IOException e) {
            throw new UncheckedIOException("nobody reads the blocks", e);
        }
    }

    private static void endWhenStuck(Duration limit) {
        Thread.ofPlatform().daemon().name("limit").start(() -> {
            while (true) {
                try {
                    Thread.sleep(Duration.ofSeconds(1));
                } catch (InterruptedException e) {
                    return;
                }
                long since = BUSY_SINCE.get();
                if (since != 0 && System.nanoTime() - since > limit.toNanos()) {
                    Runtime.getRuntime().halt(TOO_LONG);
                }
            }
        });
    }
}
