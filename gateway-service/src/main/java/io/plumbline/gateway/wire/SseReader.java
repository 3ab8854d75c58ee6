package io.plumbline.gateway.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Reads the data of server-sent events (WHATWG HTML, 9.2) from bytes that are split at any position. Lines end
/// in LF, CR or CRLF, several `data` lines form one event, and comments and other fields are skipped. Lines are
/// detected in bytes, which is safe in UTF-8, so no character is split.
///
/// Returns an event as soon as its last byte has arrived, and never reads further than necessary. An event that
/// the end of the stream truncates is returned as far as it arrived; its parser detects the truncation. Not
/// thread-safe.
public final class SseReader implements EventReader {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final byte[] DATA = {'d', 'a', 't', 'a'};

    private final InputStream in;
    private final int maxEventBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Deque<byte[]> events = new ArrayDeque<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(512);
    private boolean hasData;
    private boolean afterCarriageReturn;
    private boolean ended;

    /// @param maxEventBytes maximum size of a line or event; a larger one is an error
    public SseReader(InputStream in, int maxEventBytes) {
        this.in = in;
        this.maxEventBytes = maxEventBytes;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        while (events.isEmpty() && !ended) {
            int read = in.read(buffer);
            if (read < 0) {
                end();
            } else {
                take(read);
            }
        }
        return events.poll();
    }

    @Override
    public boolean hasNext() {
        return !events.isEmpty();
    }

    private void take(int count) throws IOException {
        int start = 0;
        for (int i = 0; i < count; i++) {
            byte b = buffer[i];
            if (b == '\n' || b == '\r') {
                if (b == '\n' && afterCarriageReturn && i == start && line.size() == 0) {
                    afterCarriageReturn = false;
                    start = i + 1;
                    continue;
                }
                line.write(buffer, start, i - start);
                start = i + 1;
                afterCarriageReturn = b == '\r';
                completeLine();
            } else {
                afterCarriageReturn = false;
            }
        }
        line.write(buffer, start, count - start);
        if (line.size() > maxEventBytes) {
            throw new TooLongException("a line of the stream is too long");
        }
    }

    private void completeLine() throws IOException {
        byte[] bytes = line.toByteArray();
        line.reset();
        if (bytes.length == 0) {
            dispatch();
        } else {
            field(bytes);
        }
    }

    private void field(byte[] bytes) throws IOException {
        int colon = 0;
        while (colon < bytes.length && bytes[colon] != ':') {
            colon++;
        }
        if (colon != DATA.length || !Arrays.equals(bytes, 0, colon, DATA, 0, DATA.length)) {
            return;
        }
        int start = Math.min(colon + 1, bytes.length);
        if (start < bytes.length && bytes[start] == ' ') {
            start++;
        }
        if (hasData) {
            data.write('\n');
        }
        data.write(bytes, start, bytes.length - start);
        hasData = true;
        if (data.size() > maxEventBytes) {
            throw new TooLongException("an event of the stream is too long");
        }
    }

    private void dispatch() {
        if (hasData) {
            events.add(data.toByteArray());
            data.reset();
            hasData = false;
        }
    }

    private void end() throws IOException {
        ended = true;
        if (line.size() > 0) {
            completeLine();
        }
        dispatch();
    }
}
