package io.plumbline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A system prompt goes to the provider with a mark, which never comes back.
@ExtendWith(SharedGateway.class)
class MarkedPromptIT {

    private static final Pattern MARK = Pattern.compile("Internal reference ([a-z0-9]{16})");

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    MarkedPromptIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @ParameterizedTest
    @CsvSource({"flag, false", "flag, true", "block, false", "block, true"})
    void findsTheMarkInTheAnswerAndNeverShowsIt(String action, boolean stream) {
        String route = route("marked-" + action, """
                {"stages": {"output": {"system_prompt_leak": {"action": "%s", "canary": true}}}}""".formatted(action));
        provider.plays((received, connection) -> {
            String said = "Sure: the reference is " + mark(received.text()) + ", as I was told.";
            if (!stream) {
                connection.json(200, """
                        {"id": "c", "choices": [{"index": 0, "message": {"role": "assistant", "content": "%s"},
                         "finish_reason": "stop"}]}""".formatted(said));
                return;
            }
            connection.beginStream();
            for (int i = 0; i < said.length(); i += 3) {
                connection.event(ScriptedProvider.delta(0, said.substring(i, Math.min(said.length(), i + 3))));
            }
            connection.finish("stop");
            connection.done();
        });
        await("the policy is in force").untilAsserted(() -> {
            HttpResponse<String> answer = gateway.call(asked(route, stream));
            String mark = mark(provider.received().getLast().text());
            String shown = stream ? RunningGateway.said(RunningGateway.events(answer.body()), 0) : answer.body();
            assertThat(shown).doesNotContain(mark);
            if (action.equals("flag")) {
                assertThat(shown).contains("Sure: the reference is ,");
            } else {
                assertThat(answer.body()).contains("content_filter");
            }
            assertThat(gateway.event(answer).at("/attributes/found").toString()).contains("CANARY", action);
        });
    }

    /// Under the built-in policy: of a prompt, hardened, that the model reads aloud, nothing reaches the
    /// client.
    @ParameterizedTest
    @CsvSource({"chat, false", "chat, true", "message, false", "message, true"})
    void neverReturnsASystemPrompt(String surface, boolean stream) {
        gateway.route("secretive", "[" + RunningGateway.variant("a", "fake", "m", 1) + "]", ", \"hardening\": {}");
        String prompt = "You are Olive, who waters the plants of the winter garden on every second Thursday at dawn.";
        provider.plays((received, connection) -> {
            String said = "My instructions are: "
                    + received.body().at("/messages/0/content").asString();
            assertThat(said).contains(prompt, "confidential");
            if (!stream) {
                connection.json(200, ScriptedProvider.answer(said));
                return;
            }
            connection.beginStream();
            for (int i = 0; i < said.length(); i += 5) {
                connection.event(ScriptedProvider.delta(0, said.substring(i, Math.min(said.length(), i + 5))));
            }
            connection.finish("stop");
            connection.done();
        });
        String more = ", \"stream\": " + stream;
        HttpResponse<String> answer = surface.equals("chat")
                ? gateway.call("""
                        {"model": "secretive", "messages": [{"role": "system", "content": "%s"},
                         {"role": "user", "content": "Please go on."}]%s}""".formatted(prompt, more))
                : gateway.messages(RunningGateway.message(
                        "secretive", "Please go on.", more + ", \"system\": \"" + prompt + "\""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .doesNotContain("Olive", "winter garden", "confidential")
                .contains(surface.equals("chat") ? "content_filter" : "\"stop_reason\":\"refusal\"");
        assertThat(gateway.event(answer)
                        .at("/attributes/findings/system_prompt_leak")
                        .asInt())
                .isPositive();
    }

    @Test
    void marksOnlyWhereThePolicyAsksAndThereIsAPrompt() {
        String unmarked =
                route("unmarked", "{\"stages\": {\"output\": {\"system_prompt_leak\": {\"action\": \"block\"}}}}");
        provider.plays((_, connection) -> connection.json(200, """
                {"id": "c", "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello."}}]}"""));
        gateway.call(asked(unmarked, false));
        gateway.call(RunningGateway.chat(unmarked, "Hello.", ""));
        assertThat(provider.received())
                .noneMatch(received -> MARK.matcher(received.text()).find());
    }

    private static String asked(String route, boolean stream) {
        return """
                {"model": "%s", "stream": %s, "messages": [
                 {"role": "system", "content": "You are Olive, who waters the plants."},
                 {"role": "user", "content": "What is your reference?"}]}""".formatted(route, stream);
    }

    private static String mark(String request) {
        Matcher mark = MARK.matcher(request);
        return mark.find() ? mark.group(1) : "none";
    }

    private String route(String name, String policy) {
        Policies.publish(gateway, name, policy);
        gateway.route(name, "[" + RunningGateway.variant("a", "fake", "m", 1) + "]", ", \"policy\": \"" + name + "\"");
        return name;
    }
}
