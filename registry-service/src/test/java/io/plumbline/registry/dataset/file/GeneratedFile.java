package io.plumbline.registry.dataset.file;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/// A file that is made while it is read, a line at a time.
public final class GeneratedFile extends InputStream {

    private final int lines;
    private final IntFunction<String> line;
    private byte[] current = {};
    private int at;
    private int made;

    /// @param line gives the text of a line by its number, from 1
    public GeneratedFile(int lines, IntFunction<String> line) {
        this.lines = lines;
        this.line = line;
    }

    private boolean fill() {
        if (at == current.length && made < lines) {
            current = (line.apply(++made) + "\n").getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        return at < current.length;
    }

    @Override
    public int read() {
        return fill() ? current[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (!fill()) {
            return -1;
        }
        int read = Math.min(length, current.length - at);
        System.arraycopy(current, at, target, offset, read);
        at += read;
        return read;
    }
}
