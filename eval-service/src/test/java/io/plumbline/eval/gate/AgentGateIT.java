package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.FakeGateway;
import io.plumbline.eval.FakeGateway.Said;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/// Suites whose items are conversations, or whose answers call tools.
class AgentGateIT extends GateTests {

    private static final String TOOLS = """
            [{"type": "function", "function": {"name": "get_order", "parameters": {"type": "object",
                "properties": {"id": {"type": "string"}}, "required": ["id"]}}},
             {"type": "function", "function": {"name": "cancel_order", "parameters": {"type": "object",
                "properties": {"id": {"type": "string"}}, "required": ["id"]}}}]
            """;

    private static final String MOCKS = """
            [{"tool": "get_order", "read": "/orders/{{id}}"},
             {"tool": "cancel_order", "set": {"/orders/{{id}}/status": "cancelled"}, "result": {"ok": true}}]
            """;

    @BeforeAll
    static void addOrders() {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String id = "A-" + (1000 + i);
            records.add(Map.of(
                    "id",
                    "order-" + i,
                    "input",
                    "Cancel order " + id,
                    "turns",
                    List.of("Thank you"),
                    "state",
                    Map.of("orders", Map.of(id, Map.of("status", "open"))),
                    "goalState",
                    Map.of("orders", Map.of(id, Map.of("status", "cancelled"))),
                    "expectedCalls",
                    List.of(
                            Map.of("name", "get_order", "arguments", Map.of("id", id)),
                            Map.of("name", "cancel_order", "arguments", Map.of("id", id)))));
        }
        eval.registry.dataset("team-a", "orders", records);
    }

    private static String suite(String metrics, String agent, String more) {
        return """
                {"dataset": "orders@1", "template": {"messages": [{"role": "user", "content": "{{input}}"}]},
                 "tools": %s, "agent": %s, "metrics": %s, "errorBudget": 0.1 %s}
                """.formatted(TOOLS, agent, metrics, more);
    }

    /// Looks the order up, cancels it, and thanks.
    private static Said agent(JsonNode call) {
        JsonNode messages = call.path("messages");
        JsonNode last = messages.path(messages.size() - 1);
        String id = messages.path(0).path("content").asString("").replace("Cancel order ", "");
        if (last.path("role").asString("").equals("tool")) {
            return last.path("content").asString("").contains("status")
                    ? Said.toolCall("cancel_order", "{\"id\": \"" + id + "\"}")
                    : Said.text("The order is cancelled.");
        }
        return last.path("content").asString("").startsWith("Cancel")
                ? Said.toolCall("get_order", "{\"id\": \"" + id + "\"}")
                : Said.text("You are welcome.");
    }

    @Test
    void holdsScriptedConversationsWithMockedTools() {
        eval.registry.model("team-a", "agent", 1, 0);
        eval.gateway.model("registry:agent@1", AgentGateIT::agent);
        eval.suite("orders", suite("""
                        [{"name": "toolCalls", "floor": 0.8}, {"name": "goalState", "floor": 0.8},
                         {"name": "toolArguments", "floor": 0.8}, {"name": "completed", "floor": 0.8},
                         {"name": "steps", "floor": 0.8, "options": {"atMost": 4}},
                         {"name": "toolUse", "floor": 0.8,
                          "options": {"order": ["get_order", "cancel_order"], "forbidden": ["delete_order"]}}]
                        """, "{\"mocks\": " + MOCKS + "}", ""));
        JsonNode gate = eval.run(request("orders", "agent", 1));
        assertThat(gate.path("verdict").asString()).as(gate.toString()).isEqualTo("PASS");
        assertThat(calls("agent")).isEqualTo(30 * 4);
        JsonNode steps = get("/api/v1/gates/" + gate.path("id").asString() + "/items/3")
                .path("candidate")
                .path(0);
        assertThat(steps.path("ending").asString()).isEqualTo("COMPLETED");
        assertThat(steps.path("state").asString()).contains("A-1003", "cancelled");
        assertThat(steps.path("steps")
                        .valueStream()
                        .map(step -> step.path("kind").asString()))
                .containsExactly("ASSISTANT", "TOOL", "ASSISTANT", "TOOL", "ASSISTANT", "USER", "ASSISTANT");
        JsonNode sent = eval.gateway.calls("registry:agent@1").getLast();
        assertThat(sent.path("tools").size()).isEqualTo(2);
        assertThat(sent.path("messages")
                        .path(1)
                        .path("tool_calls")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo("call_1");
    }

    @Test
    void scoresItemsByPassHatK() {
        eval.registry.model("team-a", "wavering", 1, 0);
        Map<String, AtomicInteger> times = new HashMap<>();
        eval.gateway.model("registry:wavering@1", call -> {
            String text = FakeGateway.question(call);
            synchronized (times) {
                int time = times.computeIfAbsent(text, _ -> new AtomicInteger()).incrementAndGet();
                boolean right = time <= 3;
                String id = text.replace("Cancel order ", "");
                return Said.toolCall(right ? "get_order" : "cancel_order", "{\"id\": \"" + id + "\"}");
            }
        });
        eval.suite("once", """
                {"dataset": "orders@1", "template": {"messages": [{"role": "user", "content": "{{input}}"}]},
                 "tools": %s, "repeats": 4, "errorBudget": 0.1,
                 "metrics": [{"name": "toolUse", "options": {"required": ["get_order"]}, "passK": 2, "floor": 0.4}]}
                """.formatted(TOOLS));
        JsonNode gate = eval.run(request("once", "wavering", 1));
        assertThat(check(gate, "toolUse.floor").path("value").asDouble()).isEqualTo(0.5);
        assertThat(check(gate, "toolUse.pass^1").path("value").asDouble()).isEqualTo(0.75);
        assertThat(gate.path("verdict").asString()).as(gate.toString()).isEqualTo("PASS");
        JsonNode item = get("/api/v1/gates/" + gate.path("id").asString() + "/items?limit=1")
                .path("items")
                .path(0);
        assertThat(item.path("candidate").asString())
                .as("one of four simultaneous answers")
                .matches("\\[\\{\"name\":\"(?:get|cancel)_order\",\"arguments\":\\{\"id\":\"A-10\\d\\d\"}}]");
    }

    @Test
    void letsAModelPlayTheUser() {
        eval.registry.model("team-a", "helper", 1, 0);
        eval.gateway.model("registry:helper@1", call -> Said.text("Which one? " + FakeGateway.question(call)));
        eval.gateway.route(
                "team-a",
                "customer",
                call -> Said.text(
                        call.path("messages").size() < 4
                                ? "I want this: "
                                        + call.path("messages")
                                                .path(0)
                                                .path("content")
                                                .asString("")
                                                .contains("Goal: cancel A-1001")
                                : "[END]"));
        eval.suite("played", """
                {"dataset": "orders@1", "template": {"messages": [{"role": "system", "content": "Help."}]},
                 "agent": {"user": {"model": "customer", "goal": "cancel {{order}}"}},
                 "metrics": [{"name": "contains", "options": {"texts": ["Which one?"]}, "floor": 0.5}]}
                """.replace("{{order}}", "A-1001"));
        JsonNode gate = eval.run(request("played", "helper", 1));
        JsonNode trace = get("/api/v1/gates/" + gate.path("id").asString() + "/items/0")
                .path("candidate")
                .path(0);
        assertThat(trace.path("ending").asString()).as(gate.toString()).isEqualTo("COMPLETED");
        assertThat(trace.path("steps")
                        .valueStream()
                        .map(step -> step.path("kind").asString()))
                .containsExactly("USER", "ASSISTANT", "USER", "ASSISTANT");
        assertThat(trace.path("steps").path(2).path("text").asString()).isEqualTo("I want this: true");
        assertThat(trace.path("steps").path(2).path("costUsd").asDouble()).isEqualTo(0.001);
    }

    @Test
    void comparesAnswersWithPassagesOfAKnowledgeBase() {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            records.add(Map.of(
                    "input",
                    "When does the safe of branch " + i + " open?",
                    "references",
                    List.of("The safe opens at 8:40."),
                    "relevantPassages",
                    List.of("safes")));
        }
        eval.registry.dataset("team-a", "branches", records);
        eval.registry.knowledgeBase(
                "team-a",
                "branch-rules",
                Map.of("safes", "The safe of a branch opens at 8:40 with two keys.", "parking", "Parking is free."));
        eval.registry.model("team-a", "reader", 1, 0);
        eval.gateway.model(
                "registry:reader@1",
                call -> Said.text(
                        FakeGateway.question(call).contains("[1] The safe of a branch opens")
                                ? "The safe opens at 8:40. [1] Bring three keys. [2]"
                                : "no passages"));
        eval.suite("rag", """
                {"dataset": "branches@1",
                 "template": {"messages": [{"role": "user", "content": "{{passages}}\\n\\n{{input}}"}]},
                 "retrieval": {"knowledgeBase": "branch-rules"},
                 "metrics": [{"name": "contextPrecision", "floor": 0.8}, {"name": "contextRecall", "floor": 0.8},
                             {"name": "faithfulness", "floor": 0.4}, {"name": "citationCorrectness", "floor": 0.4},
                             {"name": "answerRelevance", "floor": 0.1}]}
                """);
        JsonNode gate = eval.run(request("rag", "reader", 1));
        assertThat(gate.path("verdict").asString()).as(gate.toString()).isEqualTo("PASS");
        assertThat(check(gate, "contextPrecision.floor").path("value").asDouble())
                .isOne();
        assertThat(check(gate, "faithfulness.floor").path("value").asDouble()).isEqualTo(0.5);
        assertThat(check(gate, "citationCorrectness.floor").path("value").asDouble())
                .isEqualTo(0.5);
    }

    @Test
    void refusesAgentsThatCannotRun() {
        JsonNode problem = eval.engineer()
                .put()
                .uri("/api/v1/suites/broken")
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"dataset": "orders@1",
                         "template": {"messages": [{"role": "user", "content": "{{expectedCalls}}"}]},
                         "tools": [{"type": "function", "function": {"name": "a b"}}],
                         "agent": {"mocks": [{"tool": "x", "read": "orders"}, {"tool": "x", "result": 1, "error": "e"}],
                                   "user": {"model": "nobody", "goal": "{{references}}"}},
                         "retrieval": {"knowledgeBase": "none"},
                         "metrics": [{"name": "goalState", "floor": 0.5, "passK": 3}]}
                        """)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        assertThat(problem.path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString()))
                .containsExactlyInAnyOrder(
                        "/template/messages/0/content",
                        "/tools/0",
                        "/agent/mocks/0",
                        "/agent/mocks/1",
                        "/agent/user",
                        "/metrics/0/passK");
    }

    private static JsonNode check(JsonNode gate, String name) {
        return gate.path("checks")
                .valueStream()
                .filter(check -> check.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(gate.toString()));
    }
}
