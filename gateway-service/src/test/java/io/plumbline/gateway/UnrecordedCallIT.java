package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.journal.BrokenJournal;
import io.plumbline.gateway.journal.Journal;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// No answer in full without a record.
@ExtendWith(SharedGateway.class)
class UnrecordedCallIT {

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    UnrecordedCallIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @Test
    void isNotMadeWhereItCannotBeNoted() {
        BrokenJournal.once(gateway.service().bean(Journal.class));
        HttpResponse<String> answer = gateway.call(chat("support", "Hi", ""));
        assertThat(provider.received()).isEmpty();
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).at("/error/code").asString()).isEqualTo("audit_unavailable");
        recovers();
    }

    @Test
    void isNotAnswered() {
        provider.plays((_, connection) -> {
            BrokenJournal.once(gateway.service().bean(Journal.class));
            connection.json(200, ScriptedProvider.answer("Hello."));
        });
        HttpResponse<String> answer = gateway.call(chat("support", "Hi", ""));
        assertThat(provider.received()).hasSize(1);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).at("/error/code").asString()).isEqualTo("audit_unavailable");
        assertThat(answer.body()).doesNotContain("Hello.");
        isToldOf(answer);
        recovers();
    }

    @Test
    void isNotAnsweredToItsEndInAStream() {
        provider.plays((_, connection) -> {
            BrokenJournal.once(gateway.service().bean(Journal.class));
            connection.beginStream();
            connection.delta("Hello.");
            connection.finish("stop");
            connection.done();
        });
        HttpResponse<String> answer = gateway.call(chat("support", "Hi", ", \"stream\": true"));
        assertThat(events(answer.body())).doesNotContain("[DONE]");
        assertThat(events(answer.body()).getLast()).contains("audit_unavailable");
        isToldOf(answer);
        recovers();
    }

    /// What was noted when it was made is its event.
    private void isToldOf(HttpResponse<String> answer) {
        JsonNode event = gateway.event(answer);
        assertThat(event.path("action").asString()).isEqualTo("gateway.call.failed");
        assertThat(event.at("/attributes/errorType").asString()).isEqualTo("gateway_broke_off");
        assertThat(event.at("/attributes/faultDomain").asString()).isEqualTo("gateway");
        assertThat(event.at("/attributes/route").asString()).isEqualTo("support");
        assertThat(event.at("/attributes/inputTokens").asInt()).isPositive();
    }

    private void recovers() {
        provider.reset();
        HttpResponse<String> next = gateway.call(chat("support", "Hi", ""));
        assertThat(content(next)).isEqualTo("Hello.");
        gateway.event(next);
    }
}
