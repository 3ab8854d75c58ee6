package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is charged for calls that no provider got.
class UnsentCallsIT extends BudgetTests {

    UnsentCallsIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void costNothingWhereNobodyCouldBeAsked() {
        gateway.provider("nowhere", "http://127.0.0.1:1/v1");
        gateway.route("unreached", "[" + variant("v", "nowhere", "sim-unreached", 1) + "]", ", \"retries\": 1");
        HttpResponse<String> answer = gateway.call(chat("unreached", "Hi", ""));
        assertThat(json(answer).at("/error/code").asString()).isEqualTo("provider_unreachable");
        JsonNode attributes = gateway.event(answer).path("attributes");
        assertThat(attributes.path("attempts").asInt()).isEqualTo(2);
        assertThat(attributes.path("inputTokens").asInt()).isZero();
        assertThat(attributes.path("outputTokens").asInt()).isZero();
    }

    /// The model has one place, and another call has it until that is out of time.
    @Test
    void costNothingWhereTheClientLeavesBeforeItsTurn() throws Exception {
        HttpResponse<String> made =
                gateway.send("PUT", "/api/v1/providers/narrow", gateway.admin(), """
                {"kind": "openai", "baseUrl": "%s", "limits": {"concurrency": 1, "maxWaitMs": 20000}}""".formatted(provider.url()));
        assertThat(made.statusCode()).as(made.body()).isIn(200, 201);
        gateway.route("one-place", "[" + variant("v", "narrow", "sim-one-place", 1) + "]", ", \"retries\": 0");
        gateway.route("no-place", "[" + variant("v", "narrow", "sim-one-place", 1) + "]", ", \"retries\": 0");
        provider.plays((_, connection) -> connection.seesHangUp(5_000));
        leaveAfter(chat("no-place", "Hi", ""), () -> gateway.call(chat("one-place", "Hi", "")));
        JsonNode gone = await("the event of the call that was left")
                .atMost(Duration.ofSeconds(20))
                .until(() -> eventOf("no-place"), Optional::isPresent)
                .orElseThrow()
                .path("attributes");
        assertThat(gone.path("errorType").asString()).isEqualTo("caller_gone");
        assertThat(gone.path("inputTokens").asInt()).isZero();
        assertThat(gone.path("outputTokens").asInt()).isZero();
        assertThat(provider.received()).hasSize(1);
    }

    private Optional<JsonNode> eventOf(String route) {
        return gateway.database()
                .sql(
                        "select convert_from(canonical, 'UTF8') from audit.event where resource_id = ? and action like 'gateway.call.%'")
                .param(route)
                .query(String.class)
                .optional()
                .map(RunningGateway.JSON::readTree);
    }

    /// Leaves while another call has the only place.
    private void leaveAfter(String body, Runnable first) throws Exception {
        Thread other = Thread.ofVirtual().start(first);
        await("the place is taken")
                .atMost(Duration.ofSeconds(20))
                .until(() -> provider.received().size() == 1);
        leave(body, () -> true);
        other.join();
    }
}
