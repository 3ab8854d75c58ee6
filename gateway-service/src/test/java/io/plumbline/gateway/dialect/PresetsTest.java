package io.plumbline.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.client.completions.ChatSurface;
import io.plumbline.gateway.client.messages.MessagesSurface;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// What limits an answer is what is reserved for it.
class PresetsTest {

    private static final Surface MESSAGES = new MessagesSurface(Operation.CHAT);

    private final ChatSurface surface = new ChatSurface();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'max_tokens':null}",
                "{'max_completion_tokens':null}",
                "{'max_tokens':null,'max_completion_tokens':null}",
                "{'max_tokens':-1}",
                "{'max_completion_tokens':0}",
                "{'max_tokens':-2.0,'max_completion_tokens':null}",
                "{}"
            })
    void holdWhereARequestSaysNoLimit(String request) {
        ObjectNode body = json(request);
        surface.read(body);
        Presets.apply(json("{'max_tokens':256}"), body);
        assertThat(body.path("max_tokens").asInt()).isEqualTo(256);
        assertThat(body.has("max_completion_tokens")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'9'", "9.5", "true", "[9]", "1e30"})
    void areNotLiftedByWhatIsNoLimit(String limit) {
        for (String name : new String[] {"max_tokens", "max_completion_tokens"}) {
            ObjectNode body = json("{'" + name + "':" + limit + "}");
            assertThatThrownBy(() -> surface.read(body))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining(name);
        }
    }

    @ParameterizedTest
    @CsvSource({"100,100", "100.0,100"})
    void giveWayToALimit(String limit, int read) {
        ObjectNode body = json("{'max_completion_tokens':" + limit + "}");
        surface.read(body);
        Presets.apply(json("{'max_tokens':256}"), body);
        assertThat(OutputLimits.of(body)).isEqualTo(read);
        assertThat(body.has("max_tokens")).isFalse();
    }

    private static Stream<Surface> surfaces() {
        return Stream.of(new ChatSurface(), MESSAGES);
    }

    @ParameterizedTest
    @MethodSource("surfaces")
    void areNoLimitsWhereTheyAreNone(Surface spoken) {
        ObjectNode body = json("{}");
        spoken.parameters().preset(json("{'max_tokens':null,'max_completion_tokens':-1,'top_p':0.5}"), body);
        assertThat(body.toString()).isEqualTo("{\"top_p\":0.5}");
        spoken.parameters().preset(json("{'max_tokens':64}"), body);
        assertThat(OutputLimits.of(body)).isEqualTo(64);
    }

    @Test
    void ofAnthropicHoldInPlaceOfNull() {
        ObjectNode body = json("{'max_tokens':null}");
        MESSAGES.parameters().preset(json("{'max_tokens':64}"), body);
        assertThat(OutputLimits.of(body)).isEqualTo(64);
    }

    @Test
    void ofAMessageAreLimitedUnderItsOwnName() {
        ObjectNode body = json("{'max_tokens':100,'max_completion_tokens':1000000000}");
        assertThat(MESSAGES.parameters().largestOutput(body)).isEqualTo(100);
        assertThat(surface.parameters().largestOutput(body)).isEqualTo(1_000_000_000);
    }

    private static ObjectNode json(String text) {
        return WireJson.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }
}
