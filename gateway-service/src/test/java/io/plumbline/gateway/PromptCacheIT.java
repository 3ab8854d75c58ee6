package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static io.plumbline.gateway.RunningGateway.variantOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What guards hide stays the same from turn to turn, so that a provider that remembers the beginnings of prompts
/// remembers these too, and the cache is made use of and paid for as it should be.
@ExtendWith(SharedGateway.class)
class PromptCacheIT {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[A-Z_]+_[B-Z]{5}_[B-Z]{5,}]");
    private static final String SYSTEM = "Be brief. Complaints go to complaints@bank.example.";
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    PromptCacheIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @BeforeEach
    void echoes() {
        provider.plays((request, connection) -> connection.json(
                200,
                request.path().endsWith("/messages")
                        ? AnthropicScripts.answer("Noted: " + textOf(last(request.body())))
                        : ScriptedProvider.answer("Noted: " + textOf(last(request.body())))));
    }

    private static JsonNode last(JsonNode body) {
        JsonNode messages = body.path("messages");
        return messages.get(messages.size() - 1).path("content");
    }

    private static String textOf(JsonNode content) {
        return content.isString()
                ? content.asString()
                : content.path(0).path("text").asString("Thanks.");
    }

    /// A conversation as a client has it: with each turn it sends its history again, with its own values in it.
    private static final class Talk {
        final boolean anthropic;
        final ObjectNode request = JSON.createObjectNode();
        final ArrayNode messages;

        Talk(String route, boolean anthropic, String more) {
            this.anthropic = anthropic;
            request.put("model", route).setAll((ObjectNode) JSON.readTree("{" + more + "}"));
            if (anthropic) {
                request.put("max_tokens", 500).put("system", SYSTEM);
            }
            messages = request.putArray("messages");
            if (!anthropic) {
                say("system", SYSTEM);
            }
        }

        Talk say(String role, String text) {
            messages.addObject().put("role", role).put("content", text);
            return this;
        }

        Talk say(String message) {
            messages.add(JSON.readTree(message));
            return this;
        }
    }

    /// @return what the provider got
    private String sent(Talk talk) {
        HttpResponse<String> answer = call(talk);
        String said = talk.anthropic ? json(answer).at("/content/0/text").asString() : content(answer);
        talk.say("assistant", said);
        return provider.received().getLast().text();
    }

    private HttpResponse<String> call(Talk talk) {
        String body = talk.request.toString();
        HttpResponse<String> answer = talk.anthropic ? gateway.messages(body) : gateway.call(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static List<String> placeholders(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsEachTurnAsTheBeginningOfTheNext(boolean anthropic) {
        Talk talk = new Talk(anthropic ? "claude" : "support", anthropic, "");
        List<String> sent = new ArrayList<>();
        sent.add(sent(talk.say("user", "I am ada@lovelace.org, card 4111 1111 1111 1111.")));
        talk.say(anthropic ? """
                        {"role": "user", "content": [{"type": "text", "text": "The picture shows bob@babbage.net."},
                         {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "%s"}}]}""".formatted(PNG) : """
                        {"role": "user", "content": [{"type": "text", "text": "The picture shows bob@babbage.net."},
                         {"type": "image_url", "image_url": {"url": "data:image/png;base64,%s"}}]}""".formatted(PNG));
        sent.add(sent(talk));
        talk.say("user", "Look up bob@babbage.net and ada@lovelace.org.");
        if (anthropic) {
            talk.say("""
                    {"role": "assistant", "content": [{"type": "tool_use", "id": "t1", "name": "find",
                     "input": {"customer": "bob@babbage.net"}}]}""").say("""
                    {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t1",
                     "content": "carol@example.net knows ada@lovelace.org"}]}""");
        } else {
            talk.say("""
                    {"role": "assistant", "content": null, "tool_calls": [{"id": "t1", "type": "function",
                     "function": {"name": "find", "arguments": "{\\"customer\\": \\"bob@babbage.net\\"}"}}]}""").say("""
                    {"role": "tool", "tool_call_id": "t1", "content": "carol@example.net knows ada@lovelace.org"}""");
        }
        sent.add(sent(talk));
        sent.add(sent(talk.say("user", "Thanks, I am ada@lovelace.org.")));
        for (int turn = 1; turn < sent.size(); turn++) {
            String before = sent.get(turn - 1);
            assertThat(sent.get(turn)).startsWith(before.substring(0, before.lastIndexOf("]")));
        }
        assertThat(sent.getLast()).doesNotContain("lovelace", "babbage", "carol@", "4111", "complaints@");
        assertThat(new HashSet<>(placeholders(sent.getLast()))).hasSize(5);
        assertThat(talk.messages.toString()).contains("Noted: Thanks, I am ada@lovelace.org.");
    }

    @Test
    void renumbersNothingInASlidingWindow() {
        Talk talk = new Talk("support", false, "");
        String first = sent(talk.say("user", "I am ada@lovelace.org."));
        sent(talk.say("user", "I know bob@babbage.net."));
        String third = sent(talk.say("user", "I know carol@example.net."));
        JsonNode kept = JSON.readTree(third).path("messages").get(5);
        talk.messages.remove(3);
        talk.messages.remove(2);
        String fourth = sent(talk.say("user", "Who am I?"));
        assertThat(JSON.readTree(fourth).path("messages").get(3)).isEqualTo(kept);
        assertThat(JSON.readTree(fourth).path("messages").get(1))
                .isEqualTo(JSON.readTree(first).path("messages").get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"user\": \"slider\"", "\"plumbline\": {\"session\": \"sliding\"}"})
    void knowsAConversationWithoutItsBeginning(String named) {
        Talk talk = new Talk("support", false, named);
        sent(talk.say("user", "I am ada@lovelace.org."));
        sent(talk.say("user", "I know bob@babbage.net."));
        JsonNode before = JSON.readTree(sent(talk.say("user", "Both know carol@example.net.")));
        talk.messages.remove(2);
        talk.messages.remove(1);
        JsonNode after = JSON.readTree(sent(talk.say("user", "Is bob@babbage.net here?")));
        for (int kept = 1; kept < 4; kept++) {
            assertThat(after.path("messages").get(kept))
                    .isEqualTo(before.path("messages").get(kept + 2));
        }
        assertThat(after.path("prompt_cache_key")).isEqualTo(before.path("prompt_cache_key"));
        Talk elsewhere = new Talk("support", false, "\"user\": \"somebody else\"");
        elsewhere.messages.removeAll();
        elsewhere.messages.addAll(talk.messages);
        assertThat(placeholders(sent(elsewhere)))
                .as("another user's, whatever they repeat")
                .doesNotContain(
                        placeholders(after.path("messages").get(1).toString()).getFirst());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hidesTheSameInInstructionsForEverybodyAndNothingElseAlike(boolean anthropic) {
        String route = anthropic ? "claude" : "support";
        List<String> sent = new ArrayList<>();
        for (String user : List.of("one", "two")) {
            Talk talk = new Talk(route, anthropic, "\"plumbline\": {\"subject\": \"" + user + "\"}");
            sent.add(sent(talk.say("user", "I am ada@lovelace.org, and not complaints@bank.example.")));
        }
        List<String> ofOne = placeholders(sent.get(0));
        List<String> ofTwo = placeholders(sent.get(1));
        assertThat(ofOne).hasSize(3);
        assertThat(ofTwo.get(0)).as("in the instructions").isEqualTo(ofOne.get(0));
        assertThat(ofTwo.get(1)).as("one person's value to another").isNotEqualTo(ofOne.get(1));
        assertThat(ofOne.get(2)).as("the instructions' value in a question").isEqualTo(ofOne.get(0));
    }

    @Test
    void knowsAConversationThoughItsClientAsksForCachingElsewhere() {
        String turn = """
                {"role": "user", "content": [{"type": "text", "text": "I am ada@lovelace.org."%s}]}""";
        Talk first = new Talk("claude", true, "");
        String marked = sent(first.say(turn.formatted(", \"cache_control\": {\"type\": \"ephemeral\"}")));
        String later = sent(new Talk("claude", true, "")
                .say(turn.formatted(""))
                .say("assistant", "Hello.")
                .say("user", "I am ada@lovelace.org."));
        assertThat(new HashSet<>(placeholders(later))).isEqualTo(new HashSet<>(placeholders(marked)));
    }

    @Test
    void letsAPolicySayWithinWhatPlaceholdersAreTheSame() {
        for (String scope : List.of("TEAM", "CALL")) {
            String route = "within-" + scope.toLowerCase(Locale.ROOT);
            Policies.publish(gateway, route, """
                    {"stages": {"input": {"pii": {"action": "redact"}}}, "placeholders": "%s"}""".formatted(scope));
            gateway.route(route, "[" + variant("a", "fake", "m", 1) + "]", ", \"policy\": \"" + route + "\"");
            Set<List<String>> found = new HashSet<>();
            Set<String> keys = new HashSet<>();
            for (String user : List.of("one", "two", "two")) {
                String sent = sent(
                        new Talk(route, false, "\"user\": \"" + user + "\"").say("user", "I am ada@lovelace.org."));
                found.add(placeholders(sent));
                keys.add(JSON.readTree(sent).path("prompt_cache_key").asString("none"));
            }
            assertThat(found).as(scope).hasSize(scope.equals("TEAM") ? 1 : 3);
            assertThat(keys).as(scope).hasSize(scope.equals("TEAM") ? 2 : 1);
            assertThat(keys.contains("none")).isEqualTo(scope.equals("CALL"));
        }
    }

    @Test
    void namesTheConversationToProvidersThatKnowSuchAName() {
        Talk talk = new Talk("support", false, "");
        String first = sent(talk.say("user", "Which of these is mine?"));
        String key = JSON.readTree(first).path("prompt_cache_key").asString();
        assertThat(key).matches("[0-9a-f]{32}");
        assertThat(JSON.readTree(sent(talk.say("user", "And now?")))
                        .path("prompt_cache_key")
                        .asString())
                .isEqualTo(key);
        String other = sent(new Talk("support", false, "").say("user", "Which of those is mine?"));
        assertThat(other).doesNotContain(key);
        String own = sent(new Talk("support", false, "\"prompt_cache_key\": \"mine\"").say("user", "Hello."));
        assertThat(JSON.readTree(own).path("prompt_cache_key").asString()).isEqualTo("mine");
        String claude = sent(new Talk("claude", true, "").say("user", "Hello."));
        assertThat(claude).doesNotContain("prompt_cache_key");
    }

    @Test
    void sparesAProviderTheKeyThatRefusesIt() {
        gateway.route("strict-server", "[" + variant("a", "fake", "strict-server", 1) + "]", "");
        provider.plays((request, connection) -> {
            if (request.body().has("prompt_cache_key")) {
                connection.json(400, """
                        {"error": {"message": "Unrecognized request argument supplied: prompt_cache_key"}}""");
            } else {
                connection.json(200, ScriptedProvider.answer("Hello."));
            }
        });
        call(new Talk("strict-server", false, "").say("user", "Hello."));
        call(new Talk("strict-server", false, "").say("user", "Hello."));
        assertThat(provider.received()).hasSize(3);
        HttpResponse<String> own =
                gateway.call(RunningGateway.chat("strict-server", "Hello.", ", \"prompt_cache_key\": \"mine\""));
        assertThat(own.statusCode()).as("the caller's own key").isEqualTo(400);
    }

    @Test
    void keepsAConversationWithItsVariant() {
        gateway.route("halves", "[" + variant("a", "fake", "m", 1) + "," + variant("b", "fake", "m", 1) + "]", "");
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            Talk talk = new Talk("halves", false, "").say("user", "Question " + i);
            String variant = variantOf(call(talk));
            all.add(variant);
            talk.say("assistant", "Hello.").say("user", "Go on.");
            assertThat(variantOf(call(talk))).isEqualTo(variant);
            talk.say("assistant", "Hello.").say("user", "Go on.");
            assertThat(variantOf(call(talk))).isEqualTo(variant);
        }
        assertThat(all).containsExactlyInAnyOrder("a", "b");
        all.clear();
        for (int i = 0; i < 24; i++) {
            Talk talk = new Talk("halves", false, "").say("user", "The same question");
            String variant = variantOf(call(talk));
            all.add(variant);
            talk.say("assistant", "Hello.").say("user", "Go on.");
            assertThat(variantOf(call(talk))).isEqualTo(variant);
        }
        assertThat(all).as("conversations that begin alike are spread too").containsExactlyInAnyOrder("a", "b");
        all.clear();
        for (int i = 0; i < 24; i++) {
            Talk examples = new Talk("halves", false, "").say("user", "2+2?").say("assistant", "4");
            all.add(variantOf(call(examples.say("user", "3+" + i + "?"))));
        }
        assertThat(all).as("and so are calls with fixed examples before them").containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void chargesWhatTheProvidersCacheCosts() {
        gateway.route("cached-mini", "[" + variant("a", "fake", "gpt-4o-mini", 1) + "]", "");
        provider.plays((_, connection) -> connection.json(200, """
                {"id": "c", "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi."}}],
                 "usage": {"prompt_tokens": 1000, "completion_tokens": 100,
                           "prompt_tokens_details": {"cached_tokens": 800}}}"""));
        HttpResponse<String> chat = call(new Talk("cached-mini", false, "").say("user", "Hello."));
        assertThat(cost(chat)).isEqualByComparingTo("0.00015"); // 200 × 0.15 + 800 × 0.075 + 100 × 0.6
        assertThat(json(chat).at("/usage/prompt_tokens_details/cached_tokens").asInt())
                .isEqualTo(800);
        gateway.event(chat);
        assertThat(json(gateway.send("GET", "/api/v1/usage?groupBy=route&route=cached-mini", gateway.engineer(), ""))
                        .at("/items/0/cachedInputTokens")
                        .asInt())
                .isEqualTo(800);
        gateway.route("cached-sonnet", "[" + variant("a", "claude", "claude-sonnet-4-5", 1) + "]", "");
        provider.plays((_, connection) -> connection.json(200, """
                {"id": "m", "type": "message", "role": "assistant", "content": [{"type": "text", "text": "Hi."}],
                 "stop_reason": "end_turn", "usage": {"input_tokens": 100, "output_tokens": 100,
                   "cache_read_input_tokens": 1000, "cache_creation_input_tokens": 200,
                   "cache_creation": {"ephemeral_5m_input_tokens": 150, "ephemeral_1h_input_tokens": 50}}}"""));
        HttpResponse<String> message = call(new Talk("cached-sonnet", true, "").say("user", "Hello."));
        // 100 × 3 + 1,000 × 0.3 + 150 × 3.75 + 50 × 6 + 100 × 15
        assertThat(cost(message)).isEqualByComparingTo("0.0029625");
        assertThat(json(message).at("/usage/cache_read_input_tokens").asInt()).isEqualTo(1000);
        HttpResponse<String> translated = call(new Talk("cached-sonnet", false, "").say("user", "Hello."));
        assertThat(json(translated).at("/usage/prompt_tokens").asInt()).isEqualTo(1300);
        assertThat(json(translated)
                        .at("/usage/prompt_tokens_details/cached_tokens")
                        .asInt())
                .isEqualTo(1000);
    }

    private static BigDecimal cost(HttpResponse<String> answer) {
        return new BigDecimal(
                answer.headers().firstValue("x-plumbline-cost-usd").orElseThrow());
    }
}
