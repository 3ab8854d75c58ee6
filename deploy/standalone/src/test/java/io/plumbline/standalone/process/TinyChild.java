package io.plumbline.standalone.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/// A process to supervise: it records its start and its orderly end in a file, and lives until it is terminated.
final class TinyChild {

    private TinyChild() {}

    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        Path notes = Path.of(arguments[1]);
        note(notes, "start " + name);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> note(notes, "end " + name)));
        new CountDownLatch(1).await();
    }

    private static void note(Path notes, String line) {
        try {
            Files.writeString(notes, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
