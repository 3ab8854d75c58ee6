package io.plumbline.gateway;

import static io.plumbline.gateway.Parking.HEADER;
import static io.plumbline.gateway.Parking.TOOLS;
import static io.plumbline.gateway.Parking.calling;
import static io.plumbline.gateway.Parking.chunk;
import static io.plumbline.gateway.Parking.error;
import static io.plumbline.gateway.Parking.id;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Answers that call a tool about which a person decides: nothing of them goes out before, all of it goes out after,
/// and the model is asked once.
@ExtendWith(SharedGateway.class)
class ParkedAnswersIT {

    private final RunningGateway gateway;
    private final ScriptedProvider provider;
    private final Parking parking;

    ParkedAnswersIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
        this.parking = new Parking(gateway);
    }

    @BeforeEach
    void route() {
        parking.route("paying", "fake", Parking.TOOL_POLICY);
        provider.plays((_, connection) ->
                connection.json(200, calling("search {\"q\":\"rates\"}", "pay {\"iban\":\"DE1\",\"amount\":50}")));
    }

    @Test
    void waitForAPersonAndAreGivenOnceTheyAreApproved() {
        String body = chat("paying", "Pay the rent, mail jane.roe@example.com.", TOOLS);
        HttpResponse<String> parked = parking.call(body);
        assertThat(parked.statusCode()).as(parked.body()).isEqualTo(409);
        assertThat(error(parked).path("code").asString()).isEqualTo("approval_required");
        assertThat(error(parked).at("/approval/id").asString()).isEqualTo(id(parked));
        assertThat(error(parked).at("/approval/page").asString()).contains("/approvals/");
        assertThat(parked.headers().firstValue("x-should-retry")).contains("false");
        assertThat(parked.headers().firstValue("retry-after")).isPresent();
        assertThat(parked.body()).doesNotContain("DE1", "search");

        HttpResponse<String> waiting = parking.call(body, HEADER, id(parked));
        assertThat(waiting.statusCode()).isEqualTo(409);
        assertThat(id(parking.call(body)))
                .as("the same without the header is the same call")
                .isEqualTo(id(parked));
        HttpResponse<String> state = parking.state(id(parked));
        assertThat(json(state).path("state").asString()).isEqualTo("PENDING");
        assertThat(state.headers().firstValue("retry-after")).isPresent();

        parking.approve(id(parked));
        assertThat(json(parking.state(id(parked))).path("state").asString()).isEqualTo("APPROVED");
        HttpResponse<String> answer = parking.call(body, HEADER, id(parked));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-plumbline-cost-usd")).contains("0");
        JsonNode calls = json(answer).at("/choices/0/message/tool_calls");
        assertThat(calls.size()).isEqualTo(2);
        assertThat(calls.at("/1/function/arguments").asString()).isEqualTo("{\"iban\":\"DE1\",\"amount\":50}");
        assertThat(parking.call(body, HEADER, id(parked)).body())
                .as("fetched again")
                .isEqualTo(answer.body());
        assertThat(provider.received()).as("the model was asked once").hasSize(1);

        assertThat(gateway.event(parked).at("/attributes/outputTokens").asInt()).isEqualTo(5);
        assertThat(gateway.event(parked).at("/attributes/errorType").asString()).isEqualTo("policy_approval");
        assertThat(gateway.event(answer).at("/attributes/outputTokens").asInt()).isZero();
        assertThat(parking.call(body).statusCode())
                .as("a call of its own once it has been given")
                .isEqualTo(409);
        assertThat(provider.received()).hasSize(2);
    }

    @Test
    void tellWhoeverDecidesWhatIsToBeCalledAndByWhom() {
        provider.plays((request, connection) -> connection.json(
                200, calling("search {}", "pay {\"note\":\"" + placeholder(request.lastMessage()) + " \\u202e\"}")));
        HttpResponse<String> parked = parking.call(chat("paying", "Pay and mail jane.roe@example.com.", TOOLS));
        ApprovalRequirement question = parking.question(id(parked));
        assertThat(question.requestedBy()).isEqualTo("0197f000-0000-7000-8000-000000000001");
        assertThat(question.reason()).contains("call pay", "route paying", "policy paying@1");
        assertThat(question.terms().byPerson()).isTrue();
        assertThat(question.terms().details().toString()).doesNotContain("example.com");
        assertThat(question.terms().details())
                .extracting(ApprovalRequirement.Detail::label)
                .contains(
                        "The user said last",
                        "Call 1 of 2: search, allowed by the policy",
                        "Call 2 of 2: pay, to be decided");
        String shown = question.terms().details().getLast().text();
        assertThat(shown).contains("EMAIL_ADDRESS", "<U+00202E>").doesNotContain("example.com");
        parking.approve(id(parked));
        HttpResponse<String> answer =
                parking.call(chat("paying", "Pay and mail jane.roe@example.com.", TOOLS), HEADER, id(parked));
        assertThat(answer.body()).as("the caller's own value").contains("jane.roe@example.com");
    }

    private static String placeholder(String message) {
        return message.substring(message.indexOf('['), message.indexOf(']') + 1);
    }

    @Test
    void areNotEvenBegunAsStreamsThatOnlyCallTools() {
        streams("");
        String body = chat("paying", "Pay.", TOOLS + ", \"stream\": true");
        HttpResponse<String> parked = parking.call(body);
        assertThat(parked.statusCode()).as(parked.body()).isEqualTo(409);
        assertThat(parked.headers().firstValue("content-type").orElse("")).startsWith("application/json");
        assertThat(error(parked).path("code").asString()).isEqualTo("approval_required");
        parking.approve(id(parked));
        HttpResponse<String> answer = parking.call(body, HEADER, id(parked));
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(answer.body()).contains("\"search\"", "{\\\"amount\\\":50}").endsWith("data: [DONE]\n\n");
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void breakOffStreamsBeforeTheFirstByteOfACall() {
        streams("I will pay. ");
        String body = chat("paying", "Pay.", TOOLS + ", \"stream\": true");
        HttpResponse<String> parked = parking.call(body);
        assertThat(parked.statusCode()).isEqualTo(200);
        assertThat(parked.body())
                .contains("I will pay.", "approval_required")
                .doesNotContain("amount", "\"search\"", "[DONE]", "finish_reason\":\"tool_calls");
        String id = RunningGateway.JSON
                .readTree(events(parked.body()).getLast())
                .at("/error/approval/id")
                .asString();
        parking.approve(id);
        HttpResponse<String> answer = parking.call(body, HEADER, id);
        assertThat(said(events(answer.body()), 0)).isEqualTo("I will pay. ");
        assertThat(answer.body()).contains("{\\\"amount\\\":50}", "[DONE]");
    }

    private void streams(String words) {
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.event(chunk("{\"role\":\"assistant\",\"content\":null}", null));
            if (!words.isEmpty()) {
                connection.event(chunk("{\"content\":\"" + words + "\"}", null));
            }
            connection.event(chunk("""
                    {"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"search","arguments":"{}"}},\
                    {"index":1,"id":"b","type":"function","function":{"name":"pay","arguments":"{\\"amount\\""}}]}""", null));
            connection.event(chunk("{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\":50}\"}}]}", null));
            connection.event(chunk("{}", "tool_calls"));
            connection.done();
        });
    }

    @Test
    void areWithheldForGoodWhenTheyAreRejected() {
        String body = chat("paying", "Pay the wrong one.", TOOLS);
        HttpResponse<String> parked = parking.call(body);
        parking.decide(id(parked), Approval.State.REJECTED, "Not to this account.");
        HttpResponse<String> refused = parking.call(body, HEADER, id(parked));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(error(refused).path("code").asString()).isEqualTo("approval_rejected");
        assertThat(error(refused).path("message").asString()).contains("Not to this account.");
        assertThat(parking.call(body).statusCode()).as("nor by asking again").isEqualTo(403);
        assertThat(provider.received()).hasSize(1);
        assertThat(gateway.database()
                        .sql("select answer is null from gateway.parked_call where id = ?::uuid")
                        .param(id(parked))
                        .query(Boolean.class)
                        .single())
                .as("the answer is thrown away")
                .isTrue();
    }

    @Test
    void areOverWhenNobodyDecidesInTime() {
        String body = chat("paying", "Pay late.", TOOLS);
        HttpResponse<String> parked = parking.call(body);
        parking.decide(id(parked), Approval.State.EXPIRED, null);
        HttpResponse<String> late = parking.call(body, HEADER, id(parked));
        assertThat(late.statusCode()).isEqualTo(410);
        assertThat(error(late).path("code").asString()).isEqualTo("approval_expired");
        assertThat(parking.call(body).statusCode()).as("a call of its own").isEqualTo(409);
        assertThat(provider.received()).hasSize(2);
    }

    @Test
    void areForWhoeverMadeTheCallAndForNothingElse() {
        String body = chat("paying", "Pay me.", TOOLS);
        HttpResponse<String> parked = parking.call(body);
        parking.approve(id(parked));
        Parking other = new Parking(gateway, "0197f000-0000-7000-8000-000000000002");
        assertThat(other.call(body, HEADER, id(parked)).statusCode()).isEqualTo(404);
        assertThat(other.state(id(parked)).statusCode()).isEqualTo(404);
        HttpResponse<String> another = parking.call(chat("paying", "Pay somebody else.", TOOLS), HEADER, id(parked));
        assertThat(another.statusCode()).isEqualTo(400);
        assertThat(error(another).path("message").asString()).contains("belongs to another call");
        assertThat(parking.call(body, HEADER, "nonsense").statusCode()).isEqualTo(400);
        assertThat(provider.received()).hasSize(1);
        assertThat(gateway.database()
                        .sql("select encode(answer, 'escape') from gateway.parked_call where id = ?::uuid")
                        .param(id(parked))
                        .query(String.class)
                        .single())
                .as("what lies in the database")
                .doesNotContain("amount");
    }

    @Test
    void areRefusedWithACallThatIsForbiddenAnyway() {
        provider.plays((_, connection) -> connection.json(200, calling("pay {}", "drop {}")));
        int before = gateway.service().governance().requirements().size();
        HttpResponse<String> refused = parking.call(chat("paying", "Pay and drop.", TOOLS));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).path("code").asString()).isEqualTo("tool_denied");
        assertThat(gateway.service().governance().requirements()).hasSize(before);
    }

    @Test
    void areRefusedWhenAPersonCouldNotSeeAllOfThem() {
        provider.plays(
                (_, connection) -> connection.json(200, calling("pay {\"note\":\"" + "x".repeat(17_000) + "\"}")));
        assertThat(parking.call(chat("paying", "Pay with a novel.", TOOLS)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void leaveATraceInTheAuditLogAndInMetrics() {
        String body = chat("paying", "Pay, and write it down.", TOOLS);
        HttpResponse<String> parked = parking.call(body);
        parking.approve(id(parked));
        parking.call(body, HEADER, id(parked));
        assertThat(gateway.database()
                        .sql(
                                "select audit.parse(canonical) ->> 'action' from audit.event where audit.parse(canonical) -> 'resource' ->> 'id' = ? order by id")
                        .param(id(parked))
                        .query(String.class)
                        .list())
                .containsExactly("gateway.parkedCall.parked", "gateway.parkedCall.resumed");
        String metrics =
                gateway.send("GET", "/actuator/prometheus", gateway.admin(), "").body();
        assertThat(metrics)
                .contains("plumbline_gateway_parked_total{outcome=\"parked\",service=\"gateway\",stage=\"answer\"}")
                .contains("plumbline_gateway_parked_total{outcome=\"resumed\",service=\"gateway\",stage=\"answer\"}");
    }
}
