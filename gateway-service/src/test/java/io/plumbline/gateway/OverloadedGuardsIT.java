package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.embeddings.MiniLmEncoder;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A call whose texts the encoder has no time for, under a policy that asks to stop then, is told that the
/// gateway has too much to do: not that the call is wrong, and not that a guard has stopped it.
@ExtendWith(SharedGateway.class)
class OverloadedGuardsIT {

    private static final String QUESTION = "Will my parcel come today? ";
    private static final String ANSWER = "Your parcel comes tomorrow at noon. ";

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    OverloadedGuardsIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    /// What the encoder is asked while it is not loaded is left to the rules.
    @BeforeAll
    static void loadEncoder() {
        MiniLmEncoder _ = MiniLmEncoder.shared().load();
    }

    /// @return the beginning of the names of two routes
    private String hurry(String stage, String category, int timeoutMs) {
        String name = "hurried-" + stage + "-" + timeoutMs;
        Policies.publish(gateway, name, """
                {"stages": {"%s": {"%s": {"action": "block"}}}, "onFailure": "CLOSED", "timeoutMs": %d}\
                """.formatted(stage, category, timeoutMs));
        for (String provider : new String[] {"fake", "claude"}) {
            gateway.route(
                    name + "-" + provider,
                    "[" + RunningGateway.variant("v", provider, "m", 1) + "]",
                    ", \"policy\": \"" + name + "\"");
        }
        return name;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesQuestionsSoThatClientsTryAgain(boolean streamed) {
        String route = hurry("input", "prompt_injection", 1);
        String more = streamed ? ", \"stream\": true" : "";
        String question = QUESTION.repeat(15_000);
        HttpResponse<String> chat = until503(() -> gateway.call(chat(route + "-fake", question, more)), 503);
        isOverload(chat, "api_error");
        HttpResponse<String> message =
                until503(() -> gateway.messages(message(route + "-claude", question, more)), 529);
        isOverload(message, "overloaded_error");
        assertThat(provider.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesAnswersBeforeAnythingOfThemIsGiven(boolean streamed) {
        String route = hurry("output", "toxicity", 1);
        String more = streamed ? ", \"stream\": true" : "";
        String answer = ANSWER.repeat(2_000);
        provider.plays((request, connection) -> {
            if (request.path().endsWith("messages")) {
                connection.json(200, AnthropicScripts.answer(answer));
            } else if (streamed) {
                connection.beginStream();
                connection.event(ScriptedProvider.delta(answer));
                connection.finish("stop");
                connection.done();
            } else {
                connection.json(200, ScriptedProvider.answer(answer));
            }
        });
        HttpResponse<String> chat = until503(() -> gateway.call(chat(route + "-fake", "Hi.", more)), 503);
        isOverload(chat, "api_error");
        JsonNode event = gateway.event(chat);
        assertThat(event.at("/attributes/outputTokens").asInt())
                .as("the provider has answered: %s", event)
                .isPositive();
        if (!streamed) { // Anthropic's streams have begun by then
            isOverload(
                    until503(() -> gateway.messages(message(route + "-claude", "Hi.", more)), 529), "overloaded_error");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsAStreamThatHasBegunWithAnError(boolean anthropic) {
        String route = hurry("output", "toxicity", 5);
        String answer = IntStream.range(0, 8_000)
                .mapToObj("Your parcel %d comes tomorrow at noon. "::formatted)
                .collect(Collectors.joining());
        provider.plays((request, connection) -> {
            if (anthropic) {
                AnthropicScripts.beginText(connection);
                AnthropicScripts.text(connection, answer);
                AnthropicScripts.stopBlock(connection);
                AnthropicScripts.end(connection);
            } else {
                connection.beginStream();
                connection.event("{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}");
                connection.event(ScriptedProvider.delta(answer));
                connection.finish("stop");
                connection.done();
            }
        });
        HttpResponse<String> got = Awaitility.await("the policy is in force")
                .until(
                        () -> anthropic
                                ? gateway.messages(message(route + "-claude", "Hi.", ", \"stream\": true"))
                                : gateway.call(chat(route + "-fake", "Hi.", ", \"stream\": true")),
                        given -> given.statusCode() == 200 && !given.body().contains("parcel"));
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body())
                .contains(anthropic ? "event: error" : "\"code\":\"overloaded\"")
                .contains(anthropic ? "overloaded_error" : "api_error")
                .doesNotContain("content_filter", "refusal\"", "[DONE]", "message_stop");
        assertThat(gateway.event(got).at("/attributes/errorType").asString()).isEqualTo("gateway_overloaded");
    }

    /// The policy and the route may take a moment to be in force.
    private static HttpResponse<String> until503(Callable<HttpResponse<String>> call, int status) {
        return Awaitility.await("the policy is in force").until(call, got -> got.statusCode() == status);
    }

    private void isOverload(HttpResponse<String> refused, String type) {
        assertThat(refused.headers().firstValue("retry-after")).contains("1");
        assertThat(json(refused).at("/error/type").asString()).isEqualTo(type);
        assertThat(json(refused).at("/error/code").asString()).isEqualTo("overloaded");
        assertThat(refused.body()).doesNotContain("parcel");
        JsonNode event = gateway.event(refused);
        assertThat(event.path("outcome").asString()).isEqualTo("FAILURE");
        assertThat(event.at("/attributes/errorType").asString()).isEqualTo("gateway_overloaded");
    }
}
