package io.plumbline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class EmbeddingsIT {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator();

    @Test
    void placesSimilarTextsCloseToEachOther() throws Exception {
        JsonNode answer = embed("""
                "input": ["How do I block my stolen card?", "My card was stolen, can you block it?", "Opening hours"]""");

        double[] first = vector(answer, 0);
        assertThat(first).hasSize(1_536);
        assertThat(dot(first, first)).isCloseTo(1, within(1e-5));
        assertThat(dot(first, vector(answer, 1))).isGreaterThan(0.6);
        assertThat(dot(first, vector(answer, 2))).isLessThan(0.2);
        assertThat(answer.at("/usage/total_tokens").intValue()).isBetween(15, 30);
    }

    @Test
    void givesTheSameTextTheSameVectorAlways() throws Exception {
        JsonNode first = embed("\"input\": \"opening hours\"");
        SIMULATOR.dial("e", "{\"seed\": 99}");

        assertThat(embed("\"input\": \"opening hours\"").path("data")).isEqualTo(first.path("data"));
    }

    @Test
    void shortensVectorsToTheDimensionsAsked() throws Exception {
        double[] whole = vector(embed("\"input\": \"opening hours\""), 0);
        double[] shorter = vector(embed("\"input\": \"opening hours\", \"dimensions\": 256"), 0);

        assertThat(shorter).hasSize(256);
        assertThat(dot(shorter, shorter)).isCloseTo(1, within(1e-5));
        assertThat(shorter[1] / shorter[0]).isCloseTo(whole[1] / whole[0], within(1e-4));
    }

    @Test
    void encodesLittleEndianFloatsInBase64() throws Exception {
        double[] plain = vector(embed("\"input\": \"fees\", \"dimensions\": 8"), 0);

        String encoded = embed("\"input\": \"fees\", \"dimensions\": 8, \"encoding_format\": \"base64\"")
                .at("/data/0/embedding")
                .stringValue();

        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(encoded)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.remaining()).isEqualTo(32);
        for (double expected : plain) {
            assertThat(bytes.getFloat()).isCloseTo((float) expected, within(1e-6f));
        }
    }

    @Test
    void takesTokensInsteadOfText() throws Exception {
        JsonNode answer = embed("\"input\": [[1, 2, 3], [4]], \"dimensions\": 4");

        assertThat(answer.path("data")).hasSize(2);
        assertThat(answer.at("/usage/prompt_tokens").intValue()).isEqualTo(4);
        assertThat(vector(embed("\"input\": [1, 2, 3], \"dimensions\": 4"), 0)).isEqualTo(vector(answer, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"input\": \"\"",
                "\"input\": []",
                "\"input\": {}",
                "\"input\": [\"a\", 1]",
                "\"input\": \"a\", \"dimensions\": 0",
                "\"input\": \"a\", \"encoding_format\": \"hex\"",
                "\"other\": 1"
            })
    void refusesWhatCannotBeEmbedded(String fields) throws Exception {
        assertThat(SIMULATOR
                        .post("/v1/embeddings", "{\"model\": \"e\", " + fields + "}")
                        .statusCode())
                .isEqualTo(400);
    }

    private static JsonNode embed(String fields) throws Exception {
        return SIMULATOR.json("/v1/embeddings", "{\"model\": \"e\", " + fields + "}");
    }

    private static double[] vector(JsonNode answer, int index) {
        return answer.path("data").path(index).path("embedding").values().stream()
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
