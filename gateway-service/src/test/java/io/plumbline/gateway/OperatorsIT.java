package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.said;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a policy says is put in the place of a value, on its way to the provider and back.
@ExtendWith(SharedGateway.class)
class OperatorsIT {

    private static final String QUESTION = "Please write to ada@lovelace.org about her card 4111 1111 1111 1111 today.";
    private static final String SESSION = ", \"plumbline\": {\"session\": \"s1\"}";

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    OperatorsIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @BeforeEach
    void echoes() {
        provider.plays((request, connection) -> {
            if (request.body().path("stream").asBoolean()) {
                connection.beginStream();
                for (String piece : request.lastMessage().split("(?<=\\G.{3})", -1)) {
                    connection.delta(piece);
                }
                connection.finish("stop");
                connection.done();
            } else {
                connection.json(200, ScriptedProvider.answer(request.lastMessage()));
            }
        });
    }

    private String route(String name, String operator) {
        String rule = "{\"pii\": {\"action\": \"redact\", \"operator\": " + operator + "}}";
        Policies.publish(gateway, name, "{\"stages\": {\"input\": " + rule + ", \"output\": " + rule + "}}");
        gateway.route(name, "[" + RunningGateway.variant("a", "fake", "m", 1) + "]", ", \"policy\": \"" + name + "\"");
        return name;
    }

    private List<String> seen() {
        return provider.received().stream()
                .map(ScriptedProvider.Received::lastMessage)
                .toList();
    }

    @Test
    void aModelSeesInventedValuesAndTheCallerTheirOwn() {
        String route = route("invented", "{\"type\": \"surrogate\"}");
        HttpResponse<String> whole = gateway.call(chat(route, QUESTION, SESSION));
        assertThat(json(whole).at("/choices/0/message/content").asString()).isEqualTo(QUESTION);
        HttpResponse<String> streamed = gateway.call(chat(route, QUESTION, SESSION + ", \"stream\": true"));
        assertThat(said(events(streamed.body()), 0)).isEqualTo(QUESTION);
        assertThat(seen())
                .hasSize(2)
                .allSatisfy(
                        text -> assertThat(text)
                                .matches(
                                        "Please write to [a-z.]+@example\\.\\w+ about her card 4000 00\\d\\d \\d{4} \\d{4} today\\."));
        assertThat(seen().getFirst()).isEqualTo(seen().getLast());
    }

    @Test
    void aTeamsHashesAreTheSameInEveryCall() {
        String route = route("hashed", "{\"type\": \"hash\", \"length\": 24}");
        gateway.call(chat(route, QUESTION, ""));
        gateway.call(chat(route, QUESTION, ""));
        assertThat(seen())
                .hasSize(2)
                .allSatisfy(text ->
                        assertThat(text).matches("Please write to [0-9a-f]{24} about her card [0-9a-f]{24} today\\."));
        assertThat(seen().getFirst()).isEqualTo(seen().getLast());
    }
}
