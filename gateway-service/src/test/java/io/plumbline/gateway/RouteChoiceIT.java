package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.variant;
import static io.plumbline.gateway.RunningGateway.variantOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// How a route chooses among its variants by latency or cost, and says why.
@ExtendWith(SharedGateway.class)
class RouteChoiceIT {

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    RouteChoiceIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @Test
    void choosesTheFasterTargetAndExplainsIt() {
        provider.plays((request, connection) -> {
            if (request.body().path("model").asString().equals("slow-m")) {
                connection.seesHangUp(1_000);
            }
            connection.json(200, ScriptedProvider.answer("Hello."));
        });
        String variants = "[" + variant("slow", "fake", "slow-m", 1) + "," + variant("fast", "fake", "fast-m", 1) + "]";
        gateway.route("fastest", variants, ", \"choice\": \"latency\", \"exploration\": 0");
        gateway.call(chat("fastest@slow", "Hi", ""));
        gateway.call(chat("fastest@fast", "Hi", ""));
        for (int call = 0; call < 5; call++) {
            HttpResponse<String> answer = gateway.call(chat("fastest", "Hi", ", \"user\": \"u" + call + "\""));
            assertThat(variantOf(answer)).isEqualTo("fast");
            JsonNode routing = gateway.event(answer).at("/attributes/routing");
            assertThat(routing.path("by").asString()).isEqualTo("latency");
            assertThat(routing.at("/figures/slow").asDouble())
                    .isGreaterThan(routing.at("/figures/fast").asDouble());
        }
    }

    @Test
    void leavesATargetThatFailsFastAlone() {
        provider.plays((request, connection) -> {
            if (request.body().path("model").asString().equals("failing-fast")) {
                connection.json(500, "{}");
            } else {
                connection.seesHangUp(30);
                connection.json(200, ScriptedProvider.answer("Hello."));
            }
        });
        String variants =
                "[" + variant("bad", "fake", "failing-fast", 1) + "," + variant("good", "fake", "steady", 1) + "]";
        gateway.route("sober", variants, ", \"choice\": \"latency\", \"exploration\": 0");
        for (int call = 0; call < 10; call++) {
            gateway.call(chat("sober@bad", "Hi", ""));
        }
        gateway.call(chat("sober@good", "Hi", ""));
        assertThat(variantOf(gateway.call(chat("sober", "Hi", "")))).isEqualTo("good");
    }

    @Test
    void choosesTheCheaperTargetAndExplainsIt() {
        String variants =
                "[" + variant("dear", "fake", "gpt-4.1", 9) + "," + variant("cheap", "fake", "gpt-4.1-mini", 1) + ","
                        + variant("unknown", "fake", "nobody-knows", 9) + "]";
        gateway.route("cheapest", variants, ", \"choice\": \"cost\"");
        HttpResponse<String> answer = gateway.call(chat("cheapest", "Hi", ""));
        assertThat(variantOf(answer)).isEqualTo("cheap");
        JsonNode routing = gateway.event(answer).at("/attributes/routing");
        assertThat(routing.path("by").asString()).isEqualTo("cost");
        assertThat(routing.at("/figures/dear").asDouble())
                .isGreaterThan(routing.at("/figures/cheap").asDouble());
        assertThat(routing.path("figures").has("unknown")).isFalse();
    }

    /// `gpt-4.1-mini` costs 0.40 in and 1.60 out, `sim-*` 0.15 and 0.60: at the same length the second
    /// is cheaper.
    @Test
    void expectsAsMuchOutputAsTheTargetsHaveLatelyGivenAndTheCallAllows() {
        provider.plays((request, connection) -> {
            boolean talkative = request.body().path("model").asString().equals("sim-talkative");
            connection.json(
                    200,
                    ScriptedProvider.answer("Yes.")
                            .replace("\"completion_tokens\":5", "\"completion_tokens\":" + (talkative ? 4_000 : 20)));
        });
        String variants = "[" + variant("terse", "fake", "gpt-4.1-mini", 1) + ","
                + variant("talkative", "fake", "sim-talkative", 1) + "]";
        gateway.route("frugal", variants, ", \"choice\": \"cost\"");
        HttpResponse<String> unknown = gateway.call(chat("frugal", "Hi", ""));
        assertThat(variantOf(unknown)).as("nothing is known: 500 of either").isEqualTo("talkative");
        assertThat(gateway.event(unknown)
                        .at("/attributes/routing/outputTokens/terse")
                        .asInt())
                .isEqualTo(500);
        gateway.call(chat("frugal@terse", "Hi", ""));
        HttpResponse<String> known = gateway.call(chat("frugal", "Hi", ""));
        assertThat(variantOf(known)).isEqualTo("terse");
        JsonNode routing = gateway.event(known).at("/attributes/routing");
        assertThat(routing.at("/outputTokens/talkative").asInt()).isEqualTo(4_000);
        assertThat(routing.at("/outputTokens/terse").asInt()).isEqualTo(20);
        HttpResponse<String> bounded = gateway.call(chat("frugal", "Hi", ", \"max_tokens\": 10"));
        assertThat(variantOf(bounded)).as("no more than 10 of either").isEqualTo("talkative");
        assertThat(gateway.event(bounded)
                        .at("/attributes/routing/outputTokens/talkative")
                        .asInt())
                .isEqualTo(10);
    }
}
