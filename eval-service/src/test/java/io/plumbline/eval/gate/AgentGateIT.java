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
                .startsWith("[{\"name\":\"get_order\",\"arguments\":{\"id\":\"A-10");
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
                 "metrics": [{"name": "contains", "options": {"text": "Which one?"}, "floor": 0.5}]}
                """.replace("{{order}}", "A-1001"));
        JsonNode gate = eval.run(request("played", "helper", 1));
        JsonNode trace = get("/api/v1/gates/" + gate.path("id").asString() + "/items/0")
                .path("candidate")
                .path(0);
        assertThat(trace.path("ending").asString()).as(gate.toString()).isEqualTo("COMPLETED");
        assertThat(trace.path("steps")
                        .valueStream()
                        .map(step -> step.path("kind").asString()))
                .containsExactly("USER", "ASSISTANT");
        assertThat(trace.path("steps").path(0).path("text").asString()).isEqualTo("I want this: true");
    }

    private static JsonNode check(JsonNode gate, String name) {
        return gate.path("checks")
                .valueStream()
                .filter(check -> check.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(gate.toString()));
    }
}
