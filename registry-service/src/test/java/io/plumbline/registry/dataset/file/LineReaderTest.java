package io.plumbline.registry.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.registry.dataset.file.LineReader.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    private static List<Line> lines(byte[] file) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(file));
        List<Line> lines = new ArrayList<>();
        for (Line line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }

    private static List<Line> lines(String file) throws IOException {
        return lines(file.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void splitsAtLineFeedsAndDropsCarriageReturns() throws IOException {
        assertThat(lines("a\r\nb\n\nü\r"))
                .containsExactly(
                        new Line(1, "a", null), new Line(2, "b", null), new Line(3, "", null), new Line(4, "ü", null));
        assertThat(lines("a\n")).hasSize(1);
        assertThat(lines("")).isEmpty();
    }

    @Test
    void skipsAByteOrderMarkOnlyAtTheStart() throws IOException {
        assertThat(lines("\uFEFFa\n\uFEFFb")).containsExactly(new Line(1, "a", null), new Line(2, "\uFEFFb", null));
    }

    @Test
    void reportsLinesThatAreNotUtf8AndContinues() throws IOException {
        assertThat(lines(new byte[] {
                    'a', '\n', (byte) 0xC3, (byte) 0x28, '\n', 'c', '\n', (byte) 0xED, (byte) 0xA0, (byte) 0x80
                }))
                .containsExactly(
                        new Line(1, "a", null),
                        new Line(2, "", "is not UTF-8"),
                        new Line(3, "c", null),
                        new Line(4, "", "is not UTF-8"));
    }

    /// Three gigabytes, where a test's JVM has one.
    @Test
    void buffersNothingOfALineThatIsTooLong() throws IOException {
        LineReader reader = new LineReader(new InputStream() {
            private long left = 3_000_000_000L;

            @Override
            public int read() {
                throw new UnsupportedOperationException("is read in blocks");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                int read = (int) Math.min(left, length);
                java.util.Arrays.fill(bytes, offset, offset + read, (byte) 'x');
                left -= read;
                return read;
            }
        });
        Line line = reader.next();
        assertThat(line).isNotNull();
        assertThat(line.fault()).isEqualTo("is longer than 1000000 bytes");
        assertThat(reader.next()).isNull();
    }

    @Test
    void acceptsALineOfTheMaximumLength() throws IOException {
        String longest = "x".repeat(RecordReader.MAX_RECORD);
        assertThat(lines(longest + "\n" + longest + "x\n"))
                .extracting(Line::fault)
                .containsExactly(null, "is longer than 1000000 bytes");
    }
}
