package io.plumbline.registry.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonlReaderTest {

    private final RecordedSink sink = new RecordedSink();

    private void read(String file) throws IOException {
        new JsonlReader().read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), sink);
    }

    @Test
    void readsOneObjectPerLine() throws IOException {
        read("{\"input\":\"ü\"}\r\n\n   \n{\"n\":1.5}");
        assertThat(sink.records).containsExactly(Map.of("input", "ü"), Map.of("n", 1.5));
        assertThat(sink.lines).containsExactly(1, 4);
        assertThat(sink.faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[1]",
                "1",
                "\"x\"",
                "{\"a\":1}{\"b\":2}",
                "{\"a\":1,\"a\":2}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":\"\u0001\"}"
            })
    void reportsWhatIsNoObjectAndGoesOn(String line) throws IOException {
        read("{}\n" + line + "\n{}\n");
        assertThat(sink.faults).containsExactly("2: is not a well-formed JSON object");
        assertThat(sink.records).hasSize(2);
    }

    @Test
    void reportsNull() throws IOException {
        read("null\n");
        assertThat(sink.faults).containsExactly("1: is not a JSON object");
    }

    @Test
    void reportsExcessiveNesting() throws IOException {
        read("{\"a\":" + "[".repeat(400_000) + "\n{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}\n");
        assertThat(sink.faults).hasSize(2);
    }
}
