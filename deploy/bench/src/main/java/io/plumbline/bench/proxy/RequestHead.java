package io.plumbline.bench.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Reads the heads of requests only for the length of the body. Not thread-safe.
final class RequestHead {

    private static final int LONGEST_LINE = 8 * 1024;
    private static final String LENGTH = "content-length:";

    private final InputStream in;
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;

    RequestHead(InputStream in) {
        this.in = in;
    }

    /// Reads one head.
    ///
    /// @return false if there are no further requests
    boolean read() throws IOException {
        length = 0;
        int size = readLine();
        if (size < 0) {
            return false;
        }
        for (size = readLine(); size > 0; size = readLine()) {
            if (size > LENGTH.length() && (line[0] | ' ') == 'c' && line[LENGTH.length() - 1] == ':') {
                String header = new String(line, 0, size, StandardCharsets.ISO_8859_1);
                if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                    length = Integer.parseInt(header.substring(LENGTH.length()).strip());
                }
            }
        }
        return size == 0;
    }

    /// The length of the following body.
    int length() {
        return length;
    }

    /// @return the length of the line; -1 at the end of the connection
    private int readLine() throws IOException {
        int size = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return -1;
            }
            if (next != '\r') {
                if (size == LONGEST_LINE) {
                    throw new IOException("a line is too long");
                }
                line[size++] = (byte) next;
            }
        }
        return size;
    }
}
