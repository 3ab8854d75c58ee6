package io.plumbline.gateway.client.completions;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.TestGuards;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.personaldata.detect.Surroundings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The tokens of an answer say nothing that the answer may not.
class ChoiceLogprobsTest extends ChatStreamTests {

    private static final String[] TOLD = {"Write", " to", " ann", "@example", ".com", " now", ".\n"};

    private static EffectivePolicy masking(String operator) {
        return TestGuards.policy("""
            {"stages": {"output": {"pii": {"action": "redact", "entities": ["EMAIL_ADDRESS"], "operator": "%s"},
             "secret": {"action": "redact"}}}}\
            """.formatted(operator));
    }

    /// A chunk that says one thing, and whose tokens spell another.
    private static ObjectNode chunk(String text, String... tokens) {
        ObjectNode chunk = JSON.readValue(content(0, text), ObjectNode.class);
        spell((ObjectNode) chunk.at("/choices/0"), tokens);
        return chunk;
    }

    private static void spell(ObjectNode choice, String... tokens) {
        ArrayNode list = choice.putObject("logprobs").putArray("content");
        for (String token : tokens) {
            list.addObject()
                    .put("token", token)
                    .put("logprob", -0.1)
                    .putArray("top_logprobs")
                    .addObject()
                    .put("token", token);
        }
    }

    private static ObjectNode answer(String text, String... tokens) {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", text);
        spell(choice, tokens);
        return answer;
    }

    private ObjectNode guarded(ObjectNode answer) {
        new ChatAnswer(answer).guard(TestGuards.answer(masking("mask"), vault, report, Surroundings.NONE));
        return answer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"mask", "replace", "fpe"})
    void doNotTellWhatWasRedactedByAsMuch(String operator) throws NotAChunkException {
        List<JsonNode> out = feed(
                stream(masking(operator), false),
                chunk(String.join("", TOLD), TOLD).toString(),
                chunk("Good.\n", "Good", ".\n").toString(),
                finish(0, "stop"));
        assertThat(said(out, 0)).startsWith("Write to ").doesNotContain("ann@example.com");
        assertThat(out.toString()).doesNotContain("\"@example\"", "\" ann\"");
        assertThat(guarded(answer(String.join("", TOLD), TOLD)).toString()).doesNotContain("\" ann\"");
    }

    @Test
    void doNotTellWhatTheAnswerDoesNot() throws NotAChunkException {
        List<JsonNode> out = feed(
                stream(masking("mask"), false),
                chunk("", " ann").toString(),
                chunk("", "@example", ".com").toString(),
                chunk("Done.\n", "Done", ".\n").toString(),
                finish(0, "stop"));
        assertThat(out.toString()).doesNotContain(" ann", "@example").contains("\"token\":\"Done\"");
        assertThat(guarded(answer("Done.", TOLD)).toString()).doesNotContain(" ann", "@example");
        assertThat(guarded(answer("Done.", "Done", ".", "<|im_end|>")).toString())
                .as("what else is harmless")
                .contains("<|im_end|>");
    }

    @Test
    void goOnWhereTheyTellWhatTheAnswerDoes() throws NotAChunkException {
        ObjectNode torn = chunk("Fine 🦊\n", "Fine", " \\xf0\\x9f", "\\xa6\\x8a", "\n");
        byte[] fox = "🦊".getBytes(StandardCharsets.UTF_8);
        ArrayNode tokens = (ArrayNode) torn.at("/choices/0/logprobs/content");
        ((ObjectNode) tokens.get(1))
                .putArray("bytes")
                .add(' ')
                .add(fox[0] & 0xff)
                .add(fox[1] & 0xff);
        ((ObjectNode) tokens.get(2)).putArray("bytes").add(fox[2] & 0xff).add(fox[3] & 0xff);
        List<JsonNode> out = feed(stream(masking("mask"), false), torn.toString(), finish(0, "stop"));
        assertThat(out.getFirst()).isEqualTo(JSON.readTree(torn.toString()));
    }

    @Test
    void areNotTouchedWhereThePolicyDoesNothing() throws NotAChunkException {
        ObjectNode hidden = chunk("", "thought");
        EffectivePolicy idle = TestGuards.policy("{\"stages\": {}}");
        assertThat(feed(stream(idle, false), hidden.toString())).containsExactly(JSON.readTree(hidden.toString()));
    }

    /// A call that is not judged yet.
    @Test
    void doNotTellOfCallsBeforeThoseAreJudged() throws NotAChunkException {
        EffectivePolicy ruled = TestGuards.policy("""
            {"stages": {}, "tools": {"default": "block", "rules": [{"name": "search"}]}}\
            """);
        ObjectNode start = JSON.readValue(toolStart(0, "c1", "drop"), ObjectNode.class);
        spell((ObjectNode) start.at("/choices/0"), "drop");
        assertThat(feed(stream(ruled, false), start.toString()).toString()).doesNotContain("drop");
    }
}
