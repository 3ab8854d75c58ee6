package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is charged for answers that never came, or broke off before their first word: the provider was at work on them.
class LostAnswersIT extends BudgetTests {

    private static final String FALLBACK = """
            , "retries": 0, "timeLimits": {"attemptMs": 1500}, "fallbacks": [{"provider": "fake", "model": "sim-two"}]""";

    private static final String NO_WORD = """
            {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":\
            {"role":"assistant","content":""},"finish_reason":null}]}""";

    LostAnswersIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void areChargedByAttemptWhenTheTimeIsUp() {
        silent("timed-lost", ", \"retries\": 1, \"timeLimits\": {\"attemptMs\": 200}");
        put("timed-out", scope("route", "timed-lost"), "1", "MONTH", "REJECT");
        put("timed-told", scope("route", "timed-lost"), "1", "MONTH", "ALERT");
        HttpResponse<String> answer = gateway.call(chat("timed-lost", "Hi", ", \"max_tokens\": 300"));
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(json(answer).at("/error/message").asString())
                .contains("route timed-lost, variant ", "a time limit of the route or the provider")
                .doesNotContain("fake", "sim-");
        JsonNode attributes = gateway.event(answer).path("attributes");
        int attempts = attributes.path("attempts").asInt();
        assertThat(attempts).isEqualTo(2);
        assertThat(attributes.path("outputTokens").asInt())
                .as("no more than may be")
                .isEqualTo(2 * 300);
        assertThat(attributes.path("inputTokens").asInt()).isEqualTo(2 * 1);
        assertThat(attributes.path("costUsd").decimalValue()).isEqualByComparingTo("0.0003603");
        awaitSpent("timed-told", "0.0003603");
        assertThat(get("timed-out").path("spentUsd").decimalValue())
                .as("what is reserved: one answer, and its input at most")
                .isBetween(new BigDecimal("0.00018015"), new BigDecimal("0.00025"));
    }

    @Test
    void areTakenToBeAsLongAsUsualWhereNothingLimitsThem() {
        silent("usual-lost", ", \"retries\": 0, \"timeLimits\": {\"attemptMs\": 200}");
        JsonNode attributes = gateway.event(gateway.call(chat("usual-lost", "Hi", ", \"n\": 2")))
                .path("attributes");
        assertThat(attributes.path("outputTokens").asInt()).isEqualTo(2 * 500);
    }

    @Test
    void areChargedWhenTheClientHangsUp() throws Exception {
        silent("left-lost", "");
        put("left", scope("route", "left-lost"), "1", "MONTH", "REJECT");
        leave(
                chat("left-lost", "Hi", ", \"max_tokens\": 40"),
                () -> !provider.received().isEmpty());
        awaitSpent("left", "0.00002415");
    }

    @Test
    void areTakenToBeNoLongerThanTheTimeAllowsWhereAStreamHadNotBegun() {
        silent("stream-lost", ", \"retries\": 0, \"timeLimits\": {\"attemptMs\": 200}");
        assertThat(outputTokens("stream-lost", ", \"stream\": true")).isBetween(20, 300);
        assertThat(outputTokens("stream-lost", ", \"stream\": true, \"max_tokens\": 10"))
                .isEqualTo(10);
    }

    /// Models that think say nothing of it, but that they have begun.
    @Test
    void areChargedByTheTimeWhereAStreamBreaksOffBeforeItsFirstWord() {
        gateway.route("unheard", "[" + variant("v", "fake", "sim-unheard", 1) + "]", "");
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.event(NO_WORD);
            connection.seesHangUp(300);
            connection.cut();
        });
        assertThat(outputTokens("unheard", ", \"stream\": true")).isBetween(30, 300);
        assertThat(outputTokens("unheard", ", \"stream\": true, \"max_tokens\": 20"))
                .isEqualTo(20);
    }

    /// Where the route says who answers instead of what was filtered, the first events are looked at before any goes
    /// on.
    @Test
    void areChargedWhereAStreamThatMayHaveBeenFilteredBreaksOffBeforeItsFirstWord() {
        thinking("looked-at", 300);
        HttpResponse<String> answer = gateway.call(chat("looked-at", "Hi", ", \"stream\": true"));
        JsonNode attributes = gateway.event(answer).path("attributes");
        assertThat(attributes.path("outputTokens").asInt()).isBetween(30, 300);
        assertThat(attributes.at("/routing/attempts/0/outcome").asString()).isEqualTo("provider_cut");
        assertThat(outputTokens("looked-at", ", \"stream\": true, \"max_tokens\": 20"))
                .isEqualTo(20);
    }

    @Test
    void areChargedWhenTheClientLeavesAModelThatThinks() throws Exception {
        AtomicBoolean thought = thinking("left-thinking", 10_000);
        put("left-thinking", scope("route", "left-thinking"), "1", "MONTH", "REJECT");
        leave(chat("left-thinking", "Hi", ", \"stream\": true, \"max_tokens\": 30"), thought::get);
        awaitSpent("left-thinking", "0.00001815"); // 1 token of input, and all 30 that may be
    }

    /// Anthropic's providers say it before they answer.
    @Test
    void areChargedTheInputThatTheProviderHadCounted() {
        gateway.route(
                "counted-input",
                "[" + variant("v", "claude", "sim-counted", 1) + "]",
                ", \"retries\": 0, \"fallbacksBy\": {\"contentPolicy\": [{\"provider\": \"fake\", \"model\": \"sim-laxer\"}]}");
        provider.plays((_, connection) -> {
            connection.beginStream();
            AnthropicScripts.event(connection, """
                    {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m",\
                    "content":[],"stop_reason":null,"stop_sequence":null,\
                    "usage":{"input_tokens":300,"cache_read_input_tokens":40,"output_tokens":1}}}""");
            connection.seesHangUp(300);
            connection.cut();
        });
        JsonNode attributes = gateway.event(gateway.messages(message("counted-input", "Hi", ", \"stream\": true")))
                .path("attributes");
        assertThat(attributes.path("inputTokens").asInt()).isEqualTo(340);
        assertThat(attributes.path("outputTokens").asInt()).isBetween(30, 300);
    }

    /// A stream that begins, and says nothing.
    ///
    /// @return becomes true 400 ms after it has begun
    private AtomicBoolean thinking(String route, int millis) {
        gateway.route(
                route,
                "[" + variant("v", "fake", "sim-" + route, 1) + "]",
                ", \"fallbacksBy\": {\"contentPolicy\": [{\"provider\": \"fake\", \"model\": \"sim-laxer\"}]}");
        AtomicBoolean thought = new AtomicBoolean();
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.event(NO_WORD);
            connection.seesHangUp(Math.min(millis, 400));
            thought.set(true);
            connection.seesHangUp(Math.max(1, millis - 400));
            connection.cut();
        });
        return thought;
    }

    @Test
    void areChargedWhenTheConnectionBreaksOffAfterTheRequestWasSent() {
        gateway.route("headless", "[" + variant("v", "fake", "sim-headless", 1) + "]", ", \"retries\": 1");
        put("headless", scope("route", "headless"), "1", "MONTH", "REJECT");
        provider.plays((_, connection) -> connection.cut());
        HttpResponse<String> answer = gateway.call(chat("headless", "Hi", ", \"max_tokens\": 30"));
        assertThat(json(answer).at("/error/code").asString()).isEqualTo("provider_cut");
        JsonNode attributes = gateway.event(answer).path("attributes");
        assertThat(attributes.path("attempts").asInt()).as("it is tried again").isEqualTo(2);
        assertThat(attributes.path("outputTokens").asInt()).isEqualTo(2 * 30);
        await("as far as was reserved")
                .untilAsserted(() -> assertThat(get("headless").path("spentUsd").decimalValue())
                        .isBetween(new BigDecimal("0.000018"), new BigDecimal("0.00005")));
    }

    @Test
    void areChargedInTheTierThatWasAskedFor() {
        silent("tiered-lost", ", \"retries\": 0, \"timeLimits\": {\"attemptMs\": 200}");
        HttpResponse<String> answer =
                gateway.call(chat("tiered-lost", "Hi", ", \"service_tier\": \"priority\", \"max_tokens\": 30"));
        assertThat(gateway.event(answer).at("/attributes/costUsd").decimalValue())
                .isEqualByComparingTo("0.0000369");
    }

    /// The estimate is in the event and the header, which the provider never counted.
    @Test
    void areNotInTheUsageOfTheAnswerThatComesInTheEnd() {
        gateway.route(
                "lost-then-won",
                "[" + variant("v", "fake", "sim-won", 1) + "]",
                ", \"retries\": 1, \"timeLimits\": {\"attemptMs\": 1500}");
        AtomicBoolean first = new AtomicBoolean(true);
        provider.plays((_, connection) -> {
            if (first.getAndSet(false)) {
                hang(connection);
            } else {
                connection.json(200, ScriptedProvider.answer("Hello."));
            }
        });
        HttpResponse<String> answer = gateway.call(chat("lost-then-won", "Hi", ", \"max_tokens\": 30"));
        assertThat(json(answer).at("/usage/completion_tokens").asInt()).isEqualTo(5);
        assertThat(gateway.event(answer).at("/attributes/outputTokens").asInt()).isEqualTo(30 + 5);
        assertThat(answer.headers().firstValue("x-plumbline-cost-usd")).contains("0.00002265");
    }

    @Test
    void areOfTheModelThatWasAskedLastWhereNobodyAnswers() {
        gateway.route("both-lost", "[" + variant("v", "fake", "sim-one", 1) + "]", FALLBACK);
        provider.plays((_, connection) -> hang(connection));
        JsonNode attributes =
                gateway.event(gateway.call(chat("both-lost", "Hi", ""))).path("attributes");
        assertThat(attributes.at("/routing/models").findValuesAsString("model")).containsExactly("sim-two", "sim-one");
        assertThat(attributes.path("upstreamModel").asString()).isEqualTo("sim-two");
    }

    @Test
    void areOfNoModelThatRefused() {
        gateway.route("half-lost", "[" + variant("v", "fake", "sim-one", 1) + "]", FALLBACK);
        provider.plays((request, connection) -> {
            if (request.body().path("model").asString().equals("sim-one")) {
                connection.json(500, "{}");
            } else {
                hang(connection);
            }
        });
        JsonNode attributes =
                gateway.event(gateway.call(chat("half-lost", "Hi", ""))).path("attributes");
        assertThat(attributes.at("/routing/models").isMissingNode()).isTrue();
        assertThat(attributes.path("upstreamModel").asString()).isEqualTo("sim-two");
        assertThat(attributes.path("outputTokens").asInt()).isEqualTo(500);
    }

    @Test
    void costNothingWhereTheProviderRefused() {
        gateway.route("refused-lost", "[" + variant("v", "fake", "sim-refused", 1) + "]", ", \"retries\": 1");
        provider.plays((_, connection) -> connection.json(500, "{}"));
        JsonNode attributes =
                gateway.event(gateway.call(chat("refused-lost", "Hi", ""))).path("attributes");
        assertThat(attributes.path("attempts").asInt()).isEqualTo(2);
        assertThat(attributes.path("inputTokens").asInt()).isZero();
        assertThat(attributes.path("outputTokens").asInt()).isZero();
    }

    @Test
    void costNothingWhereTheWordsOfARefusalBreakOff() {
        gateway.route("cut-refusal", "[" + variant("v", "fake", "sim-cut-refusal", 1) + "]", ", \"retries\": 0");
        provider.plays((_, connection) -> {
            connection.raw(
                    "HTTP/1.1 429 X\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"error\":");
            connection.cut();
        });
        JsonNode attributes =
                gateway.event(gateway.call(chat("cut-refusal", "Hi", ""))).path("attributes");
        assertThat(attributes.path("attempts").asInt()).isOne();
        assertThat(attributes.path("inputTokens").asInt()).isZero();
        assertThat(attributes.path("outputTokens").asInt()).isZero();
    }

    private void silent(String route, String more) {
        gateway.route(route, "[" + variant("v", "fake", "sim-" + route, 1) + "]", more);
        provider.plays((_, connection) -> hang(connection));
    }

    private static void hang(ScriptedProvider.Connection connection) throws IOException {
        connection.seesHangUp(30_000);
        connection.cut();
    }

    private int outputTokens(String route, String more) {
        return gateway.event(gateway.call(chat(route, "Hi", more)))
                .at("/attributes/outputTokens")
                .asInt();
    }
}
