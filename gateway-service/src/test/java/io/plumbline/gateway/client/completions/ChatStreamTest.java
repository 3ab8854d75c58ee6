package io.plumbline.gateway.client.completions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.TestGuards;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is restored in a stream, and how its chunks go on.
class ChatStreamTest extends ChatStreamTests {

    @Test
    void restoresAPlaceholderThatIsTornAnywhere() throws NotAChunkException {
        String text = "Write to " + placeholder + " at once.";
        for (int first = 0; first <= text.length(); first++) {
            for (int second = first; second <= text.length(); second += 3) {
                ChatStream stream = stream(TestGuards.FLOWING, false);
                List<JsonNode> out = feed(
                        stream,
                        content(0, text.substring(0, first)),
                        content(0, text.substring(first, second)),
                        content(0, text.substring(second)),
                        finish(0, "stop"));
                assertThat(said(out, 0)).isEqualTo("Write to " + EMAIL + " at once.");
                assertThat(out.getLast().at("/choices/0/finish_reason").asString())
                        .isEqualTo("stop");
            }
        }
    }

    @Test
    void restoresCharacterByCharacterInEveryChoiceByItself() throws NotAChunkException {
        ChatStream stream = stream(TestGuards.FLOWING, false);
        List<JsonNode> out = new ArrayList<>();
        for (int i = 0; i < placeholder.length(); i++) {
            String c = placeholder.substring(i, i + 1);
            out.addAll(feed(stream, content(0, c), content(1, c), content(2, c)));
        }
        out.addAll(feed(stream, finish(0, "stop"), finish(1, "stop"), finish(2, "length")));
        for (int choice = 0; choice < 3; choice++) {
            assertThat(said(out, choice)).as("choice %d", choice).isEqualTo(EMAIL);
        }
        assertThat(stream.isComplete()).isTrue();
    }

    @Test
    void restoresInTheArgumentsOfParallelToolCallsAndKeepsThemJson() throws NotAChunkException {
        String quoted = "say \"" + vault.placeholderFor("PERSON", "Jane \"JJ\" Roe") + "\"";
        String arguments = JSON.writeValueAsString(
                JSON.createObjectNode().put("to", placeholder).put("text", quoted));
        ChatStream stream = stream(TestGuards.FLOWING, false);
        List<JsonNode> out =
                new ArrayList<>(feed(stream, toolStart(0, "call-a", "send"), toolStart(1, "call-b", "send")));
        for (int i = 0; i < arguments.length(); i += 2) {
            String piece = arguments.substring(i, Math.min(i + 2, arguments.length()));
            out.addAll(feed(stream, toolArguments(0, piece), toolArguments(1, piece)));
        }
        out.addAll(feed(stream, finish(0, "tool_calls")));
        for (int tool = 0; tool < 2; tool++) {
            JsonNode restored = JSON.readTree(arguments(out, tool));
            assertThat(restored.path("to").asString()).isEqualTo(EMAIL);
            assertThat(restored.path("text").asString()).isEqualTo("say \"Jane \"JJ\" Roe\"");
        }
        JsonNode kept = stream.remembered().at("/0/message/tool_calls/1");
        assertThat(kept.path("id").asString()).isEqualTo("call-b");
        assertThat(kept.at("/function/arguments").asString())
                .contains(placeholder)
                .doesNotContain(EMAIL);
    }

    @Test
    void passesOnByteForByteWhatNeedsNoChange() throws NotAChunkException {
        String chunk =
                "{\"id\": \"x\",  \"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hi\","
                        + "\"new_field\":[1.50]},\"finish_reason\":null}], \"other\":{}}";
        ChatStream stream = stream(TestGuards.FLOWING, false);
        assertThat(stream.take(bytes(chunk))).isEqualTo(bytes(chunk));
    }

    @Test
    void notesUsageAndStripsItUnlessWanted() throws NotAChunkException {
        String withNull = content(0, "Hi").replace("\"choices\"", "\"usage\":null,\"choices\"");
        String last = "{\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2}}";
        ChatStream unasked = stream(TestGuards.FLOWING, false);
        assertThat(JSON.readTree(unasked.take(bytes(withNull))).has("usage")).isFalse();
        assertThat(unasked.take(bytes(last))).isNull();
        assertThat(unasked.reportedUsage().path("prompt_tokens").asInt()).isEqualTo(7);
        ChatStream asked = stream(TestGuards.FLOWING, true);
        assertThat(asked.take(bytes(withNull))).isEqualTo(bytes(withNull));
        assertThat(asked.take(bytes(last))).isEqualTo(bytes(last));
    }

    @Test
    void holdsBackNothingOfOrdinaryWords() throws NotAChunkException {
        ChatStream stream = stream(TestGuards.FLOWING, false);
        for (String word : List.of("The ", "quick ", "brown ", "fox ", "jumps.")) {
            assertThat(said(feed(stream, content(0, word)), 0)).isEqualTo(word);
        }
    }

    @Test
    void givesWhatIsHeldBackWhenTheStreamBreaksOff() throws NotAChunkException {
        ChatStream stream = stream(TestGuards.FLOWING, false);
        String half = placeholder.substring(0, 6);
        assertThat(said(feed(stream, content(0, "To " + half)), 0)).isEqualTo("To ");
        JsonNode rest = JSON.readTree(stream.rest("").orElseThrow());
        assertThat(rest.at("/choices/0/delta/content").asString()).isEqualTo(half);
        assertThat(rest.at("/choices/0/finish_reason").isNull()).isTrue();
    }

    @Test
    void dropsWhatComesAfterTheEndOfAChoice() throws NotAChunkException {
        ChatStream stream = stream(TestGuards.FLOWING, false);
        List<JsonNode> out = feed(stream, content(0, "Hi"), finish(0, "stop"), content(0, "AKIAIOSFODNN7EXAMPLE"));
        assertThat(said(out, 0)).isEqualTo("Hi");
    }

    @Test
    void tellsErrorsFromChunks() {
        ChatStream stream = stream(TestGuards.FLOWING, false);
        assertThatThrownBy(() -> stream.take(bytes("{\"error\":{\"message\":\"overloaded\"}}")))
                .isInstanceOfSatisfying(
                        NotAChunkException.class, e -> assertThat(e.isError()).isTrue());
        assertThatThrownBy(() -> stream.take(bytes("{\"choices\":[{")))
                .isInstanceOfSatisfying(
                        NotAChunkException.class, e -> assertThat(e.isError()).isFalse());
    }

    @Test
    void givesAThoughtThatIsSignedInOnePiece() throws NotAChunkException {
        ChatStream stream = stream(TestGuards.STANDARD, false);
        String thought = "\"thinking_blocks\":[{\"type\":\"thinking\",\"thinking\":\"It is " + placeholder
                + "\",\"signature\":\"c2ln\"}]";
        List<JsonNode> out = feed(stream, delta(thought), finish(0, "stop"));
        assertThat(out.getFirst()
                        .at("/choices/0/delta/thinking_blocks/0/thinking")
                        .asString())
                .isEqualTo("It is " + EMAIL);
        assertThat(out.get(1).at("/choices/0/delta").has("thinking_blocks")).isFalse();
    }
}
