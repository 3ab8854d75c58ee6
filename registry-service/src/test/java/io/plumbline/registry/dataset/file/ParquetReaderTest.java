package io.plumbline.registry.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plumbline.kit.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetReaderTest {

    private final RecordedSink sink = new RecordedSink();

    private static byte[] file(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(ParquetReaderTest.class.getResourceAsStream(name))) {
            return file.readAllBytes();
        }
    }

    private void read(byte[] file) throws IOException {
        new ParquetReader().read(new ByteArrayInputStream(file), sink);
    }

    @Test
    void readsNestedColumnsOfSeveralRowGroups() throws IOException {
        read(file("nested.parquet"));
        assertThat(sink.faults).isEmpty();
        assertThat(sink.records)
                .containsExactly(
                        Map.of(
                                "question",
                                "Who?",
                                "answers",
                                Map.of("text", List.of("Ada", "A. L."), "answer_start", List.of(3, 4)),
                                "level",
                                1,
                                "score",
                                0.5,
                                "ok",
                                true),
                        Map.of(
                                "question",
                                "Où?",
                                "answers",
                                Map.of("text", List.of(), "answer_start", List.of()),
                                "score",
                                1.25,
                                "ok",
                                false),
                        Map.of(
                                "question",
                                "When?",
                                "answers",
                                Map.of("text", List.of("Now"), "answer_start", List.of(0)),
                                "level",
                                3,
                                "score",
                                2.5,
                                "ok",
                                true));
    }

    @Test
    void refusesBinaryColumnsByTheirName() throws IOException {
        read(file("binary.parquet"));
        assertThat(sink.faults).containsExactly("1/image: is binary: store it as text");
    }

    /// Every byte of the pages and headers in turn gets another value: rows or a problem, and no other failure.
    @Test
    @Timeout(60)
    void survivesDamage() throws IOException {
        byte[] whole = file("nested.parquet");
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 60; i++) {
            byte[] damaged = whole.clone();
            damaged[4 + random.nextInt(whole.length - 4)] = (byte) random.nextInt(256);
            try {
                read(damaged);
            } catch (ProblemException e) {
                refused++;
                assertThat(e.type()).isEqualTo(DatasetProblem.INVALID_DATASET);
            }
        }
        assertThat(refused).isPositive();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(java.util.Arrays.copyOf(whole, whole.length / 2)));
    }

    /// The first page claims two gigabytes.
    @Test
    void refusesPagesThatClaimTooMuchBeforeReadingThem() throws IOException {
        byte[] bomb = file("nested.parquet");
        byte[] claim = {0x15, 0x00, 0x15, (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 0x15, 0x02, 0x00};
        System.arraycopy(claim, 0, bomb, 4, claim.length);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(bomb))
                .withMessageContaining("64 MB in a page");
    }

    /// The footer declares a text or a list of 2^31 - 1, a map of 2^32 - 1, or claims to be longer than the file.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "68 ff ff ff ff 07 00",
                "29 fc ff ff ff ff 07 00",
                "2b ff ff ff ff 0f 88 00",
                "2a f8 ff ff ff ff 07 00"
            })
    void refusesFootersThatClaimMoreThanTheyHold(String footer) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(footer);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(file(bytes, bytes.length)))
                .withMessageContaining("malformed");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(file(new byte[1], Integer.MAX_VALUE)))
                .withMessageContaining("malformed");
    }

    private static byte[] file(byte[] footer, int length) {
        byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(footer.length + Integer.BYTES + 2 * magic.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(magic)
                .put(footer)
                .putInt(length)
                .put(magic)
                .array();
    }
}
