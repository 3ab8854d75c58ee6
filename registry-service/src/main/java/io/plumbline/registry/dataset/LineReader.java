package io.plumbline.registry.dataset;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Cuts a file into lines of UTF-8. A line that is too long or is not UTF-8 is passed over and said to be at fault; the
/// lines after it are read all the same. Holds at most [RecordReader#MAX_RECORD] bytes. Not thread-safe.
final class LineReader {

    private static final int BUFFER = 64 * 1024;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream file;
    private int number;

    LineReader(InputStream file) {
        this.file = new BufferedInputStream(file, BUFFER);
    }

    /// A line without its end.
    ///
    /// @param number from 1
    /// @param text empty when there is a fault
    /// @param fault what is wrong with it; null when nothing is
    record Line(int number, String text, @Nullable String fault) {}

    /// The next line; null at the end of the file.
    @Nullable Line next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        boolean tooLong = false;
        int value = file.read();
        if (value < 0) {
            return null;
        }
        number++;
        for (; value >= 0 && value != '\n'; value = file.read()) {
            if (bytes.size() < RecordReader.MAX_RECORD) {
                bytes.write(value);
            } else {
                tooLong = true;
            }
        }
        return tooLong
                ? new Line(number, "", "is longer than " + RecordReader.MAX_RECORD + " bytes")
                : decoded(bytes.toByteArray());
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
