package io.plumbline.registry.dataset.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that ends with a problem beyond a number of bytes, so that a small compressed file cannot become an
/// endless one. Not thread-safe.
final class BoundedStream extends FilterInputStream {

    /// Maximum size of a decompressed file, in bytes.
    static final long MAX_SIZE = 500_000_000;

    private long left;

    BoundedStream(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        count(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw DatasetProblem.INVALID_DATASET.because(
                    "The file holds more than " + MAX_SIZE / 1_000_000 + " MB decompressed. Split it.");
        }
    }
}
