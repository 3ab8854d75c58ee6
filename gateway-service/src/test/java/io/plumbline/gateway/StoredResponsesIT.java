package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.JsonValue;
import com.openai.errors.NotFoundException;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import io.plumbline.kit.security.Role;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// OpenAI's responses are stored, and conversations go on with what was stored.
class StoredResponsesIT extends ResponsesTests {

    StoredResponsesIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void callsToolsInParallelAndGoesOnWithTheirResults() {
        provider.plays((_, connection) ->
                connection.json(200, Parking.calling("weather {\"city\":\"Paris\"}", "weather {\"city\":\"Rome\"}")));
        FunctionTool tool = FunctionTool.builder()
                .name("weather")
                .parameters(FunctionTool.Parameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .build())
                .strict(false)
                .build();
        Response first = client().responses()
                .create(ask("What is the weather in Paris and in Rome?")
                        .addTool(tool)
                        .build());
        List<ResponseFunctionToolCall> calls = first.output().stream()
                .flatMap(item -> item.functionCall().stream())
                .toList();
        assertThat(calls)
                .extracting(ResponseFunctionToolCall::arguments)
                .containsExactly("{\"city\":\"Paris\"}", "{\"city\":\"Rome\"}");
        assertThat(asked().at("/tools/0/function/name").asString()).isEqualTo("weather");

        provider.reset();
        List<ResponseInputItem> results = calls.stream()
                .map(call -> ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                        .callId(call.callId())
                        .output("21 degrees")
                        .build()))
                .toList();
        Response second = client().responses()
                .create(ResponseCreateParams.builder()
                        .model("support")
                        .previousResponseId(first.id())
                        .inputOfResponse(results)
                        .addTool(tool)
                        .build());
        assertThat(said(second)).isEqualTo("Hello.");
        assertThat(second.previousResponseId()).contains(first.id());
        JsonNode messages = asked().path("messages");
        assertThat(messages.valueStream().map(message -> message.path("role").asString()))
                .containsExactly("user", "assistant", "tool", "tool");
        assertThat(messages.at("/1/tool_calls/1/id").asString())
                .isEqualTo(messages.at("/3/tool_call_id").asString())
                .isEqualTo("call_1");
    }

    @Test
    void goesOnWithWhatTheGuardsHaveLeft() {
        provider.plays((request, connection) ->
                connection.json(200, ScriptedProvider.answer("You said: " + request.lastMessage())));
        HttpResponse<String> first =
                post("\"instructions\": \"Be brief. Boss: boss@example.com\", \"input\": \"My mail is " + MAIL
                        + ".\", \"metadata\": {\"by\": \"ada@example.com\"}");
        assertThat(first.body()).contains("You said: My mail is " + MAIL, "ada@example.com");
        String stored = get(id(first)).body();
        assertThat(stored).contains("You said: My mail is [EMAIL_ADDRESS").doesNotContain("@example.com");
        assertThat(json(first).path("output").get(0).path("id"))
                .isEqualTo(JSON.readTree(stored).path("output").get(0).path("id"));

        HttpResponse<String> second =
                post("\"input\": \"And " + MAIL + "?\", \"previous_response_id\": \"" + id(first) + "\"");
        assertThat(json(second).at("/output/0/content/0/text").asString())
                .as(second.body())
                .isEqualTo("You said: And " + MAIL + "?");
        JsonNode messages = asked().path("messages");
        assertThat(messages.valueStream().map(message -> message.path("role").asString()))
                .as("instructions are not inherited")
                .containsExactly("user", "assistant", "user");
        assertThat(messages.toString()).doesNotContain(MAIL).contains("My mail is [EMAIL_ADDRESS");

        HttpResponse<String> items = get(id(second) + "/input_items");
        assertThat(json(items).path("data").size()).as(items.body()).isEqualTo(1);
        assertThat(json(items).at("/data/0/content/0/text").asString()).startsWith("And [EMAIL_ADDRESS");
        assertThat(client().responses().inputItems().list(id(second)).items()).hasSize(1);
        assertThat(contentOf(id(first))).as("in the database").doesNotContain("My mail");
    }

    private String contentOf(String id) {
        return new String(
                gateway.database()
                        .sql("select content from gateway.stored_response where replace(id::text, '-', '') = ?")
                        .param(id.substring("resp_".length()))
                        .query(byte[].class)
                        .single(),
                StandardCharsets.ISO_8859_1);
    }

    @Test
    void resolvesReferencesToTheItemsOfStoredResponses() {
        String first = id(post("\"input\": \"Hi\""));
        String item = json(get(first)).at("/output/0/id").asString();
        String next =
                "\"input\": [{\"role\": \"user\", \"content\": \"Hi\"}, {\"type\": \"item_reference\", \"id\": \"%s\"},"
                        + " {\"role\": \"user\", \"content\": \"And?\"}]";
        id(post(next.formatted(item)));
        assertThat(asked().at("/messages/1").toString()).isEqualTo("{\"role\":\"assistant\",\"content\":\"Hello.\"}");
        HttpResponse<String> unknown = post(next.formatted(item.substring(0, item.length() - 1) + "9"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).at("/error/param").asString()).isEqualTo("input[1]");
    }

    @Test
    void keepsEachConversationForTheCredentialThatBeganIt() {
        String first = id(post("\"input\": \"Hi\""));
        String stranger = gateway.service()
                .governance()
                .userToken("0197f000-0000-7000-8000-0000000000f1", Map.of(TEAM, new Role[] {Role.APPLICATION}));
        String next = "{\"model\": \"support\", \"input\": \"Hi\", \"previous_response_id\": \"" + first + "\"}";
        HttpResponse<String> stolen = gateway.send("POST", "/v1/responses", stranger, next);
        assertThat(stolen.statusCode()).isEqualTo(404);
        assertThat(json(stolen).at("/error/code").asString()).isEqualTo("previous_response_not_found");
        assertThat(json(stolen).at("/error/param").asString()).isEqualTo("previous_response_id");
        for (String method : List.of("GET", "DELETE")) {
            assertThat(gateway.send(method, "/v1/responses/" + first, stranger, "")
                            .statusCode())
                    .isEqualTo(404);
        }
        String second = id(send(next));
        client().responses().delete(first);
        assertThatThrownBy(() -> client().responses().retrieve(first)).isInstanceOf(NotFoundException.class);
        assertThat(get(second).statusCode()).isEqualTo(200);
        assertThat(send(next.replace(first, second)).statusCode())
                .as("its beginning is deleted")
                .isEqualTo(404);
        assertThat(gateway.database()
                        .sql("select count(*) from audit.event where convert_from(canonical, 'UTF8') like ?")
                        .param("%gateway.storedResponse.deleted%" + first.substring(5, 13) + "%")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void storesNothingThatIsNotWantedOrWasBlocked() {
        HttpResponse<String> unwanted = post("\"input\": \"Hi\", \"store\": false");
        assertThat(json(unwanted).path("store").asBoolean(true)).isFalse();
        assertThat(get(id(unwanted)).statusCode()).isEqualTo(404);

        Policies.publish(gateway, "no-plans", """
                {"stages": {"output": {"policy": {"action": "block", "message": "Ask the service desk."}}},
                 "denyList": [{"value": "secret plan", "category": "policy"}]}""");
        gateway.route(
                "no-plans", "[" + RunningGateway.variant("only", "fake", "m", 1) + "]", ", \"policy\": \"no-plans\"");
        provider.plays((_, connection) -> connection.json(200, ScriptedProvider.answer("The secret plan is this.")));
        HttpResponse<String> blocked = send("{\"model\": \"no-plans\", \"input\": \"Hi\"}");
        assertThat(json(blocked).path("status").asString()).as(blocked.body()).isEqualTo("incomplete");
        assertThat(json(blocked).at("/incomplete_details/reason").asString()).isEqualTo("content_filter");
        assertThat(blocked.body()).doesNotContain("secret plan");
        assertThat(get(id(blocked)).statusCode()).isEqualTo(404);
    }

    @Test
    void goesOnWithAnAnswerThatAPersonHasApproved() {
        Parking parking = new Parking(gateway);
        parking.route("paying-responses", "fake", Parking.TOOL_POLICY);
        provider.plays((_, connection) -> connection.json(200, Parking.calling("pay {\"amount\":50}")));
        String body =
                "{\"model\": \"paying-responses\", \"input\": \"Pay the rent.\", \"tools\": [{\"type\": \"function\","
                        + " \"name\": \"pay\", \"parameters\": {\"type\": \"object\"}}]}";
        HttpResponse<String> parked = parking.responses(body);
        assertThat(parked.statusCode()).as(parked.body()).isEqualTo(409);
        String id = "resp_" + RunningGateway.callId(parked).replace("-", "");
        String next =
                "{\"model\": \"paying-responses\", \"previous_response_id\": \"" + id + "\", \"input\": [{\"type\":"
                        + " \"function_call_output\", \"call_id\": \"call_0\", \"output\": \"Paid.\"}]}";
        assertThat(parking.responses(next).statusCode())
                .as("without an approval")
                .isEqualTo(404);
        parking.approve(Parking.id(parked));
        HttpResponse<String> answer = parking.responses(body, Parking.HEADER, Parking.id(parked));
        assertThat(id(answer)).isEqualTo(id);
        provider.reset();
        HttpResponse<String> second = parking.responses(next);
        assertThat(json(second).at("/output/0/content/0/text").asString())
                .as(second.body())
                .isEqualTo("Hello.");
        assertThat(asked().at("/messages/1/tool_calls/0/function/name").asString())
                .isEqualTo("pay");
    }

    @Test
    void givesACachedAnswerAgainUnderItsOwnId() {
        gateway.route(
                "cached-responses",
                "[" + RunningGateway.variant("only", "fake", "m", 1) + "]",
                ", \"cache\": {\"ttlSeconds\": 60}");
        String body = "{\"model\": \"cached-responses\", \"input\": \"What is an IBAN?\"}";
        HttpResponse<String> first = send(body);
        HttpResponse<String> again = send(body);
        assertThat(again.headers().firstValue("x-plumbline-cache")).contains("hit");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(get(id(again)).statusCode()).isEqualTo(200);
        HttpResponse<String> other = send(body.replace("}", ", \"store\": false}"));
        assertThat(other.headers().firstValue("x-plumbline-cache"))
                .as("what is not stored is another answer")
                .contains("miss");
    }

    @Test
    void boundsWhatAConversationMayBecome() {
        String long1 = "x".repeat(3_000_000);
        String first = id(post("\"input\": \"" + long1 + "\""));
        String next = "\"previous_response_id\": \"" + first + "\", \"input\": \"" + long1 + "\"";
        HttpResponse<String> refused = post(next);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/param").asString()).isEqualTo("input");
        assertThat(refused.body()).contains("store");
        assertThat(post(next + ", \"store\": false").statusCode()).isEqualTo(200);
    }
}
