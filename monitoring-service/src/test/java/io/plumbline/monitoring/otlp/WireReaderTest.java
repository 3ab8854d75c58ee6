package io.plumbline.monitoring.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.monitoring.otlp.WireReader.MalformedMessageException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WireReaderTest {

    private static JsonNode read(String hex, MessageType type) {
        return new WireReader().read(HexFormat.of().parseHex(hex), type);
    }

    @Test
    void readsFieldsAndSkipsUnknownOnes() {
        JsonNode attribute = read("0a0161" + "9a0601ff" + "12021807", MessageType.KEY_VALUE);

        assertThat(attribute.toString()).isEqualTo("{\"key\":\"a\",\"value\":{\"intValue\":7}}");
    }

    @Test
    void readsPackedAndSignedNumbers() {
        assertThat(read("0803" + "120301ac02", MessageType.BUCKETS).toString())
                .isEqualTo("{\"offset\":-2,\"bucketCounts\":[1,300]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0a05", "0a", "08ffffffffffffffffffff", "0b", "0d0000", "0aff01", "08"})
    void refusesBytesThatAreNoMessage(String hex) {
        assertThatThrownBy(() -> read(hex, MessageType.KEY_VALUE)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void writesPartialSuccessAndStatus() {
        HexFormat hex = HexFormat.of();

        assertThat(hex.formatHex(OtlpEncoding.PROTOBUF.partialSuccess("rejectedSpans", 300, "x")))
                .isEqualTo("0a06" + "08ac02" + "120178");
        assertThat(hex.formatHex(OtlpEncoding.PROTOBUF.status(14, "x"))).isEqualTo("080e" + "120178");
        assertThat(new String(OtlpEncoding.JSON.partialSuccess("rejectedSpans", 3, "x"), UTF_8))
                .contains("\"rejectedSpans\":\"3\"", "\"errorMessage\":\"x\"");
    }

    @Test
    void refusesAMessageThatBecomesALargeTree() {
        byte[] empty = new byte[2_200_000];
        for (int i = 0; i < empty.length; i += 2) {
            empty[i] = 0x0a;
        }

        assertThatThrownBy(() -> new WireReader().read(empty, MessageType.TRACES))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("million");
    }

    @Test
    void neverFailsOtherwiseOnRandomBytes() {
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            try {
                new WireReader().read(bytes, MessageType.METRICS);
                read++;
            } catch (MalformedMessageException _) {
                // Expected of most.
            }
        }
        assertThat(read).isPositive();
    }
}
