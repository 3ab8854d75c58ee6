package io.plumbline.registry.dataset.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Splits a file into lines of UTF-8. A line that is too long or not UTF-8 is reported as an error, and reading
/// continues after it. Holds at most [RecordReader#MAX_RECORD] bytes of a line. Not thread-safe.
final class LineReader {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream file;
    private final byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;
    private int number;

    LineReader(InputStream file) {
        this.file = file;
    }

    /// A line without its end.
    ///
    /// @param number from 1
    /// @param text empty on an error
    /// @param fault the error; null if there is none
    record Line(int number, String text, @Nullable String fault) {}

    /// Returns the next line; null at the end of the file.
    @Nullable
    Line next() throws IOException {
        if (!fill()) {
            return null;
        }
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        boolean ended = false;
        while (!ended && fill()) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            ended = end < to;
            if (line.size() + end - from > RecordReader.MAX_RECORD) {
                tooLong = true;
            } else {
                line.write(buffer, from, end - from);
            }
            from = ended ? end + 1 : end;
        }
        return tooLong
                ? new Line(number, "", "is longer than " + RecordReader.MAX_RECORD + " bytes")
                : decoded(line.toByteArray());
    }

    /// Whether there are more bytes; if so, the buffer contains some.
    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, file.read(buffer));
        }
        return from < to;
    }

    private Line decoded(byte[] bytes) {
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
            boolean marked = number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
            return new Line(number, marked ? text.substring(1) : text, null);
        } catch (CharacterCodingException e) {
            return new Line(number, "", "is not UTF-8");
        }
    }
}
