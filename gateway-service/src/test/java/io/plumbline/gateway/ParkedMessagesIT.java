package io.plumbline.gateway;

import static io.plumbline.gateway.Parking.HEADER;
import static io.plumbline.gateway.Parking.MESSAGE_TOOLS;
import static io.plumbline.gateway.Parking.error;
import static io.plumbline.gateway.Parking.id;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.ApprovalRequirement;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The same on Anthropic's surface.
@ExtendWith(SharedGateway.class)
class ParkedMessagesIT {

    private final ScriptedProvider provider;
    private final Parking parking;

    ParkedMessagesIT(RunningGateway gateway, ScriptedProvider provider) {
        this.provider = provider;
        this.parking = new Parking(gateway);
    }

    @BeforeEach
    void route() {
        parking.route("paying-claude", "claude", Parking.TOOL_POLICY);
    }

    @Test
    void waitForAPersonAndAreGivenOnceTheyAreApproved() {
        provider.plays((_, connection) -> connection.json(200, """
                {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[\
                {"type":"text","text":"I will."},{"type":"tool_use","id":"a","name":"search","input":{}},\
                {"type":"tool_use","id":"b","name":"pay","input":{"amount":50}}],\
                "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":5}}"""));
        String body = message("paying-claude", "Pay.", MESSAGE_TOOLS);
        HttpResponse<String> parked = parking.messages(body);
        assertThat(parked.statusCode()).as(parked.body()).isEqualTo(409);
        assertThat(json(parked).path("type").asString()).isEqualTo("error");
        assertThat(error(parked).path("type").asString()).isEqualTo("approval_required");
        assertThat(error(parked).path("code").asString()).isEqualTo("approval_required");
        assertThat(error(parked).at("/approval/id").asString()).isEqualTo(id(parked));
        assertThat(parked.headers().firstValue("x-should-retry")).contains("false");
        assertThat(parking.question(id(parked)).terms().details())
                .extracting(ApprovalRequirement.Detail::text)
                .anyMatch(text -> text.contains("\"amount\" : 50"));
        parking.approve(id(parked));
        HttpResponse<String> answer = parking.messages(body, HEADER, id(parked));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).at("/content/2/input/amount").asInt()).isEqualTo(50);
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void giveNoneOfParallelCallsOfAStream() {
        provider.plays((_, connection) -> {
            AnthropicScripts.begin(connection);
            call(connection, 0, "search", "{}");
            call(connection, 1, "pay", "{\\\"amount\\\":50}");
            end(connection);
        });
        String body = message("paying-claude", "Pay now.", MESSAGE_TOOLS + ", \"stream\": true");
        HttpResponse<String> parked = parking.messages(body);
        assertThat(parked.statusCode()).as(parked.body()).isEqualTo(409);
        parking.approve(id(parked));
        HttpResponse<String> answer = parking.messages(body, HEADER, id(parked));
        assertThat(AnthropicScripts.joined(AnthropicScripts.events(answer.body()), "partial_json"))
                .isEqualTo("{}{\"amount\":50}");
        assertThat(answer.body()).contains("message_stop");
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void breakOffAStreamThatHasSaidSomething() {
        provider.plays((_, connection) -> {
            AnthropicScripts.beginText(connection);
            AnthropicScripts.text(connection, "I will pay. ");
            AnthropicScripts.stopBlock(connection);
            call(connection, 1, "search", "{}");
            call(connection, 2, "pay", "{\\\"amount\\\":50}");
            end(connection);
        });
        String body = message("paying-claude", "Pay soon.", MESSAGE_TOOLS + ", \"stream\": true");
        HttpResponse<String> parked = parking.messages(body);
        assertThat(parked.body()).contains("I will pay.", "event: error", "approval_required");
        assertThat(parked.body()).doesNotContain("search", "amount", "message_stop");
    }

    private static void call(ScriptedProvider.Connection connection, int index, String name, String json)
            throws IOException {
        AnthropicScripts.event(connection, """
                {"type":"content_block_start","index":%d,"content_block":{"type":"tool_use","id":"t%d","name":"%s",\
                "input":{}}}""".formatted(index, index, name));
        AnthropicScripts.event(connection, """
                {"type":"content_block_delta","index":%d,"delta":{"type":"input_json_delta","partial_json":"%s"}}""".formatted(index, json));
        AnthropicScripts.event(connection, "{\"type\":\"content_block_stop\",\"index\":" + index + "}");
    }

    private static void end(ScriptedProvider.Connection connection) throws IOException {
        AnthropicScripts.event(connection, """
                {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},\
                "usage":{"output_tokens":7}}""");
        AnthropicScripts.event(connection, "{\"type\":\"message_stop\"}");
        connection.raw("0\r\n\r\n");
    }
}
