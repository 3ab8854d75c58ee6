package io.plumbline.standalone.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Repeats the lines that another process writes to a file, as they arrive.
final class LogTail implements AutoCloseable {

    private final BufferedReader reader;
    private final StringBuilder unfinished = new StringBuilder();
    private final Consumer<String> line;

    LogTail(Path file, Consumer<String> line) {
        this.line = line;
        try {
            this.reader = Files.newBufferedReader(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void repeatNewLines() {
        try {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n') {
                    line.accept(unfinished.toString());
                    unfinished.setLength(0);
                } else {
                    unfinished.append((char) c);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
