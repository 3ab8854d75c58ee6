package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is charged for answers in one piece that never came: the provider was at work on them.
class LostAnswersIT extends BudgetTests {

    LostAnswersIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void areChargedByAttemptWhenTheTimeIsUp() {
        silent("timed-lost", ", \"retries\": 1, \"timeLimits\": {\"attemptMs\": 200}");
        put("timed-out", scope("route", "timed-lost"), "1", "DAY", "REJECT");
        HttpResponse<String> answer = gateway.call(chat("timed-lost", "Hi", ", \"max_tokens\": 30"));
        assertThat(answer.statusCode()).isEqualTo(504);
        JsonNode attributes = gateway.event(answer).path("attributes");
        int attempts = attributes.path("attempts").asInt();
        assertThat(attempts).isEqualTo(2);
        assertThat(attributes.path("outputTokens").asInt())
                .as("no more than may be")
                .isEqualTo(2 * 30);
        assertThat(attributes.path("inputTokens").asInt()).isEqualTo(2 * 1);
        awaitSpent("timed-out", attributes.path("costUsd").decimalValue().toPlainString());
        assertThat(attributes.path("costUsd").decimalValue()).isEqualByComparingTo("0.0000363");
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
        put("left", scope("route", "left-lost"), "1", "DAY", "REJECT");
        leave(chat("left-lost", "Hi", ", \"max_tokens\": 40"));
        awaitSpent("left", "0.00002415");
    }

    @Test
    void costWhatWasSentWhereAStreamHadNotBegun() throws Exception {
        silent("stream-lost", "");
        put("stream-left", scope("route", "stream-lost"), "1", "DAY", "REJECT");
        leave(chat("stream-lost", "Hi", ", \"max_tokens\": 40, \"stream\": true"));
        awaitSpent("stream-left", "0.00000015");
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

    private void silent(String route, String more) {
        gateway.route(route, "[" + variant("v", "fake", "sim-" + route, 1) + "]", more);
        provider.plays((_, connection) -> {
            connection.seesHangUp(5_000);
            connection.cut();
        });
    }

    /// Asks, and does not wait for the answer.
    private void leave(String body) throws IOException {
        int before = provider.received().size();
        URI url = URI.create(gateway.service().url());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + gateway.application() + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                    + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> provider.received().size() > before);
        }
    }
}
