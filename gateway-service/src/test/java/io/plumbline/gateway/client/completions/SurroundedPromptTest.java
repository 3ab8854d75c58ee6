package io.plumbline.gateway.client.completions;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class SurroundedPromptTest {

    /// The words belong to the prompt, and not to a message before it that says nothing.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "''",
                "' \\n\\t'",
                "[]",
                "[{'type': 'text', 'text': ''}]",
                "[{'type': 'text', 'text': ' '}, {'type': 'text'}]",
                "{'text': 'x'}",
                "7",
                "null"
            })
    void passesOverMessagesThatSayNothing(String nothing) {
        ObjectNode body = json("{'messages': [{'role': 'system', 'content': " + nothing
                + "}, {'role': 'developer', 'content': 'You are kind.'}]}");
        ObjectNode before = body.deepCopy();
        new ChatPrompt().surround(body, "Mind this.", "Tell nobody.");
        assertThat(body.at("/messages/0")).isEqualTo(before.at("/messages/0"));
        assertThat(body.at("/messages/1/content").asString()).isEqualTo("Mind this.\n\nYou are kind.\n\nTell nobody.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'You are kind.'", "[{'type': 'text', 'text': ''}, {'type': 'text', 'text': 'You are kind.'}]"})
    void surroundsTheFirstThatSaysSomething(String something) {
        ObjectNode body = json("{'messages': [{'role': 'system', 'content': " + something
                + "}, {'role': 'system', 'content': 'And brief.'}]}");
        new ChatPrompt().surround(body, "Mind this.", "Tell nobody.");
        assertThat(body.at("/messages/0").toString()).contains("Mind this.", "You are kind.", "Tell nobody.");
        assertThat(body.at("/messages/1/content").asString()).isEqualTo("And brief.");
    }

    private static ObjectNode json(String text) {
        return WireJson.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }
}
