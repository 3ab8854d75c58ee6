package io.plumbline.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {

    private static final String STREAM = """
            : a comment

            event: chunk
            data: {"text":"Grüße 🙂"}
            id: 7

            data:no space
            retry: 5
            data

            data: one
            data: two

            datax: nothing

            data: [DONE]

            """;
    private static final List<String> EVENTS = List.of("{\"text\":\"Grüße 🙂\"}", "no space\n", "one\ntwo", "[DONE]");

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsTheSameHoweverTheBytesAreCut(String lineEnd) throws IOException {
        byte[] bytes = STREAM.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(read(new CutStream(bytes, cut))).as("cut at %d", cut).isEqualTo(EVENTS);
        }
        assertThat(read(new CutStream(bytes, -1))).as("byte by byte").isEqualTo(EVENTS);
    }

    @Test
    void givesAnEventAsSoonAsItsLastByteIsThere() throws IOException {
        // After these bytes the stream blocks for ever, here: fails.
        for (String complete : List.of("data: x\n\n", "data: x\r\r", "data: x\r\n\r\n")) {
            SseReader reader = new SseReader(new ThenFails(complete), 1_000);
            assertThat(text(reader.next())).as(complete).isEqualTo("x");
        }
    }

    @Test
    void knowsWhetherAnotherEventIsThereWithoutReading() throws IOException {
        SseReader reader = new SseReader(new ThenFails("data: 1\n\ndata: 2\n\ndata: 3\n"), 1_000);
        reader.next();
        assertThat(reader.hasNext()).isTrue();
        reader.next();
        assertThat(reader.hasNext()).as("the third is not complete").isFalse();
    }

    @Test
    void givesWhatTheEndOfTheStreamCutsOff() throws IOException {
        assertThat(read(new CutStream("data: a\n\ndata: {\"b".getBytes(StandardCharsets.UTF_8), 3)))
                .containsExactly("a", "{\"b");
    }

    @Test
    void refusesLinesAndEventsWithoutEnd() {
        assertThatThrownBy(() ->
                        read(new CutStream(("data: " + "x".repeat(2_000)).getBytes(StandardCharsets.UTF_8), 0)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(
                        () -> read(new CutStream("data: 123456789\n".repeat(200).getBytes(StandardCharsets.UTF_8), 0)))
                .isInstanceOf(IOException.class);
    }

    private static List<String> read(InputStream in) throws IOException {
        SseReader reader = new SseReader(in, 1_000);
        List<String> events = new ArrayList<>();
        for (byte[] event = reader.next(); event != null; event = reader.next()) {
            events.add(text(event));
        }
        return events;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Gives the bytes up to a place in one read and the rest in another; one by one for a negative place.
    private static final class CutStream extends ByteArrayInputStream {
        private final int cut;

        CutStream(byte[] bytes, int cut) {
            super(bytes);
            this.cut = cut;
        }

        @Override
        public int read(byte[] target) {
            int most = cut < 0 ? 1 : pos < cut ? cut - pos : count - pos;
            return pos == count ? -1 : read(target, 0, Math.clamp(most, 1, target.length));
        }
    }

    /// Gives some bytes and fails when asked for more.
    private static final class ThenFails extends InputStream {
        private final byte[] bytes;
        private boolean given;

        ThenFails(String text) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() throws IOException {
            throw new IOException("read too far");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (given) {
                throw new IOException("read too far");
            }
            given = true;
            System.arraycopy(bytes, 0, target, offset, bytes.length);
            return bytes.length;
        }
    }
}
