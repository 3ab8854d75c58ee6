package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// How a stream ends: whole, broken off, blocked or left.
class StreamEndIT extends StreamTests {

    StreamEndIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    /// Of twenty calls ten may fail before the provider is left in peace.
    @BeforeEach
    void doWell() {
        provider.plays((_, connection) -> connection.json(200, ScriptedProvider.answer("Fine.")));
        await("the provider is asked")
                .until(() -> gateway.call(chat("support", "Hi", "")).statusCode() == 200);
        for (int i = 0; i < 12; i++) {
            gateway.call(chat("support", "Hi", ""));
        }
    }

    @Test
    void endsABrokenStreamWithAnErrorAndBillsWhatCame() {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("x".repeat(40));
            connection.cut();
        });
        HttpResponse<String> answer = gateway.call(chat("support", "Hi", STREAM));
        List<String> events = events(answer.body());
        assertThat(events).doesNotContain("[DONE]");
        assertThat(JSON.readTree(events.getLast()).at("/error/code").asString()).isEqualTo("provider_cut");
        JsonNode event = gateway.event(answer);
        assertThat(event.path("action").asString()).isEqualTo("gateway.call.failed");
        assertThat(event.at("/attributes/errorType").asString()).isEqualTo("provider_cut");
        assertThat(event.at("/attributes/outputTokens").asInt())
                .as("as o200k_base counts them, with or without the one that the guards hold back")
                .isBetween(5, 6);
    }

    @Test
    void endsAStreamThatSimplyStopsLikewise() {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("half an ans");
            connection.raw("0\r\n\r\n");
        });
        List<String> events = events(gateway.call(chat("support", "Hi", STREAM)).body());
        assertThat(events.getLast()).contains("provider_cut");
    }

    @Test
    void takesAStreamForWholeThatHasItsFinishButNoDone() {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("Hi.");
            connection.finish("stop");
            connection.raw("0\r\n\r\n");
        });
        assertThat(events(gateway.call(chat("support", "Hi", STREAM)).body()))
                .last()
                .isEqualTo("[DONE]");
    }

    @Test
    void tellsAnErrorInsideAStreamByStatusAsLongAsNothingHasGoneOut() {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.event("{\"error\": {\"message\": \"overloaded\", \"code\": 500}}");
            connection.raw("0\r\n\r\n");
        });
        HttpResponse<String> answer = gateway.call(chat("support", "Hi", STREAM));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(json(answer).at("/error/code").asString()).isEqualTo("provider_error");
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("Hi");
            connection.event("{\"error\": {\"message\": \"overloaded\", \"code\": 500}}");
            connection.raw("0\r\n\r\n");
        });
        HttpResponse<String> late = gateway.call(chat("support", "Hi", STREAM));
        assertThat(late.statusCode()).isEqualTo(200);
        assertThat(events(late.body()).getLast()).contains("\"error\"").contains("provider_error");
    }

    @Test
    void tellsWhatTheProviderSaysOfItsFailureAsFarAsTheGuardsLetItThrough() {
        assertThat(toldOf("The engine is restarting.")).contains("): The engine is restarting. Try again");
        assertThat(toldOf("The key AKIAIOSFODNN7EXAMPLE is used up."))
                .contains("): The key <")
                .doesNotContain("AKIA");
        assertThat(toldOf("The key sk-of-the-provider is used up."))
                .doesNotContain("sk-of-the-provider")
                .contains("). Try");
    }

    private String toldOf(String message) {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("Hi");
            connection.event("{\"error\": {\"message\": \"" + message + "\", \"code\": 500}}");
            connection.raw("0\r\n\r\n");
        });
        HttpResponse<String> answer = gateway.call(chat("support", "Hi", STREAM));
        assertThat(answer.body()).contains("Hi");
        return JSON.readTree(events(answer.body()).getLast())
                .at("/error/message")
                .asString();
    }

    @Test
    void tellsThatAnAnswerCannotBeRead() {
        provider.plays((_, connection) -> connection.json(200, "{\"choices\": [{\"mess"));
        HttpResponse<String> whole = gateway.call(chat("support", "Hi", ""));
        assertThat(whole.statusCode()).isEqualTo(502);
        assertThat(json(whole).at("/error/code").asString()).isEqualTo("provider_malformed");
        assertThat(gateway.call(chat("support", "Hi", STREAM)).statusCode())
                .as("no stream at all")
                .isEqualTo(502);
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("Hi");
            connection.event("{\"choices\": [{");
            connection.raw("0\r\n\r\n");
        });
        assertThat(events(gateway.call(chat("support", "Hi", STREAM)).body()).getLast())
                .contains("provider_malformed");
    }

    /// Also while the model only thinks.
    @ParameterizedTest
    @ValueSource(strings = {"content", "reasoning_content"})
    void hangsUpOnTheProviderWithinASecondWhenTheClientLeavesAStream(String member) throws Exception {
        String piece = ScriptedProvider.delta("x".repeat(400)).replace("\"content\"", '"' + member + '"');
        String callId = hangsUpWithinASecond(
                (_, connection) -> {
                    connection.beginStream();
                    connection.event(piece);
                },
                () -> {
                    try (RawClient client = new RawClient(chat("support", "Hi", STREAM))) {
                        client.readUntil("xxx");
                        return client.header("x-plumbline-call-id");
                    }
                });
        JsonNode attributes = gateway.event(callId).path("attributes");
        assertThat(attributes.path("errorType").asString()).isEqualTo("caller_gone");
        assertThat(attributes.path("outputTokens").asInt())
                .as("what was generated is billed, as o200k_base counts it")
                .isBetween(50, 51);
    }

    @Test
    void hangsUpOnTheProviderWithinASecondWhenTheClientDoesNotWaitForAnAnswer() throws Exception {
        for (String stream : List.of("", STREAM)) {
            hangsUpWithinASecond((_, _) -> {}, () -> {
                int before = provider.received().size();
                try (RawClient _ = new RawClient(chat("support", "Hi", stream))) {
                    await().atMost(Duration.ofSeconds(20))
                            .until(() -> provider.received().size() > before);
                }
                return stream;
            });
        }
        provider.plays((_, connection) -> connection.cut());
        assertThat(gateway.call(chat("support@only", "Hi", "")).statusCode())
                .as("nobody else is hung up on")
                .isEqualTo(502);
    }

    @Test
    void endsAnAnswerWhereThePolicyBlocksIt() {
        Policies.publish(gateway, "no-cards", """
            {"stages": {"output": {"pii": {"action": "block"}}}}\
            """);
        gateway.route("carded", "[" + RunningGateway.variant("a", "fake", "m", 1) + "]", ", \"policy\": \"no-cards\"");
        String said = "It is 4111 1111 1111 1111, and the PIN is 1234.";
        provider.plays((_, connection) -> connection.json(200, ScriptedProvider.answer(said)));
        HttpResponse<String> plain = gateway.call(chat("carded", "Hi", ""));
        assertThat(json(plain).at("/choices/0/finish_reason").asString()).isEqualTo("content_filter");
        assertThat(plain.body()).doesNotContain("4111").doesNotContain("1234");
        assertThat(gateway.event(plain).path("outcome").asString()).isEqualTo("BLOCKED");
        provider.plays((_, connection) -> {
            connection.beginStream();
            for (String word : said.split("(?<= )", -1)) {
                connection.delta(word);
            }
            connection.finish("stop");
            connection.done();
        });
        HttpResponse<String> streamed = gateway.call(chat("carded", "Hi", STREAM));
        List<String> events = events(streamed.body());
        assertThat(said(events, 0)).isEqualTo("It is ");
        assertThat(events.get(events.size() - 2)).contains("\"finish_reason\":\"content_filter\"");
        assertThat(events).last().isEqualTo("[DONE]");
        assertThat(gateway.event(streamed).path("action").asString()).isEqualTo("gateway.call.blocked");
    }

    @Test
    void hangsUpOnTheProviderWhereThePolicyBlocksAnAnswerThatGoesOn() throws Exception {
        Policies.publish(gateway, "no-cards-at-all", """
            {"stages": {"output": {"pii": {"action": "block"}}}}\
            """);
        gateway.route(
                "carded-on",
                "[" + RunningGateway.variant("a", "fake", "m", 1) + "]",
                ", \"policy\": \"no-cards-at-all\"");
        CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
        provider.plays((_, connection) -> {
            connection.beginStream();
            for (String word : "It is 4111 1111 1111 1111, and the PIN is 1234.".split("(?<= )", -1)) {
                connection.delta(word);
            }
            boolean left = false;
            for (int i = 0; i < 500 && !left; i++) {
                connection.delta("More of it. ");
                left = connection.seesHangUp(50);
            }
            hungUp.complete(left);
            connection.cut();
        });

        HttpResponse<String> streamed = gateway.call(chat("carded-on", "Hi", STREAM));

        assertThat(events(streamed.body())).last().isEqualTo("[DONE]");
        assertThat(hungUp.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.event(streamed).path("action").asString()).isEqualTo("gateway.call.blocked");
    }
}
