package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.said;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ChatIT {

    private static RunningGateway gateway;
    private static ScriptedProvider provider;

    @BeforeAll
    static void start() {
        provider = new ScriptedProvider();
        gateway = RunningGateway.start(Map.of());
        gateway.provider("fake", provider.url());
        gateway.route("support", "fake");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void reset() {
        provider.reset();
    }

    @Test
    void answersAndSaysWhatItDid() {
        HttpResponse<String> answer = gateway.call(chat("support", "Hi.", ""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(content(answer)).isEqualTo("Hello.");
    }

    @Test
    void streams() {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("Hel");
            connection.delta("lo.");
            connection.finish("stop");
            connection.usage(3, 2);
            connection.done();
        });
        HttpResponse<String> answer = gateway.call(chat("support", "Hi.", ", \"stream\": true"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<String> events = events(answer.body());
        assertThat(said(events, 0)).isEqualTo("Hello.");
        assertThat(events).last().isEqualTo("[DONE]");
        JsonNode event = gateway.event(answer);
        assertThat(event.path("action").asString()).isEqualTo("gateway.call.completed");
        assertThat(event.at("/attributes/inputTokens").asInt()).isEqualTo(3);
    }
}
