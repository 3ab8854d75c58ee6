package io.plumbline.registry.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArrayReaderTest {

    private final RecordedSink sink = new RecordedSink();

    private void read(String file) throws IOException {
        new JsonArrayReader().read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), sink);
    }

    @Test
    void readsTheObjectsOfAnArray() throws IOException {
        read("[{\"input\":\"ü\",\"n\":[1,2.5,{\"a\":null}]},\n{\"t\":true}]\n");
        assertThat(sink.faults).isEmpty();
        assertThat(sink.records).hasSize(2);
        Map<String, Object> inner = new java.util.HashMap<>();
        inner.put("a", null);
        assertThat(sink.records.getFirst()).isEqualTo(Map.of("input", "ü", "n", Arrays.asList(1, 2.5, inner)));
        assertThat(sink.records.getLast()).isEqualTo(Map.of("t", true));
        assertThat(sink.lines).containsExactly(1, 2);
    }

    @Test
    void goesOnAfterElementsThatAreNoObjectsOrTooLong() throws IOException {
        String large = "\"" + "x".repeat(600_000) + "\"";
        read("[1, {\"a\":" + large + ",\"b\":[" + large + "]}, {}]");
        assertThat(sink.faults).containsExactly("1: is not a JSON object", "2: is longer than 1000000 bytes");
        assertThat(sink.lines).containsExactly(3);
    }

    /// A parser counts no bytes in these encodings.
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE"})
    void refusesLongElementsInEachEncoding(String encoding) throws IOException {
        String large = "\"" + "x".repeat(400_000) + "\"";
        String file = "[{\"a\":[" + large + "," + large + "," + large + "]}, {\"b\":1}]";
        new JsonArrayReader().read(new ByteArrayInputStream(file.getBytes(Charset.forName(encoding))), sink);
        assertThat(sink.faults).containsExactly("1: is longer than 1000000 bytes");
        assertThat(sink.records).containsExactly(Map.of("b", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'{}'|1: is not in a JSON array of objects",
                "'[{}'|2: is not well-formed JSON at line 1, column 4",
                "'[{},{\"a\":1'|2: is not well-formed JSON at line 1, column 11",
                "'[{}] []'|2: follows the end of the array"
            })
    void reportsWhereTheArrayBreaks(String file, String fault) throws IOException {
        read(file);
        assertThat(sink.faults).isEqualTo(List.of(fault));
    }

    @Test
    void refusesExcessiveNestingAndRepeatedMembers() throws IOException {
        read("[{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}]");
        read("[{\"a\":1,\"a\":2}]");
        assertThat(sink.faults).hasSize(2).allMatch(fault -> fault.startsWith("1: is not well-formed JSON"));
        assertThat(sink.records).isEmpty();
    }
}
