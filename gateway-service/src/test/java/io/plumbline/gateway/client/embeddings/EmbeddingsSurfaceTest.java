package io.plumbline.gateway.client.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.guard.TextPlace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EmbeddingsSurfaceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final EmbeddingsSurface surface = new EmbeddingsSurface();

    private static ObjectNode body(String input) {
        return JSON.readValue("{\"model\":\"m\",\"input\":" + input + "}", ObjectNode.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"12345678\"'|2",
                "'[\"12345678\",\"1234\"]'|3",
                "'[1,2,3]'|3",
                "'[[1,2],[3]]'|3",
                "'[[1,2],\"1234\"]'|3"
            })
    void countsTokensThatItIsGivenAndEstimatesThoseOfTexts(String input, long tokens) {
        assertThat(surface.prompt().estimatedTokens(body(input))).isEqualTo(tokens);
    }

    @Test
    void keepsNoTokensThatNobodyCouldRead() {
        ObjectNode body = body("[[1,2],\"plain\"]");
        List<TextPlace> places = surface.prompt().texts(body);
        assertThat(places).extracting(TextPlace::isReadable).containsExactlyInAnyOrder(false, true);
        places.stream().filter(place -> !place.isReadable()).forEach(place -> place.replace(""));
        assertThat(body.path("input").toString()).isEqualTo("[\"\",\"plain\"]");
    }
}
