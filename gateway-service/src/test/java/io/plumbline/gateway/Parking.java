package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.awaitility.Awaitility.await;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.kit.security.Role;
import io.plumbline.testkit.FakeGovernance;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A gateway whose policies ask a person, one caller of it, and the people who decide.
final class Parking {

    static final String HEADER = "x-plumbline-approval";

    /// Tools of a request on OpenAI's surface.
    static final String TOOLS = """
            , "tools": [{"type": "function", "function": {"name": "pay", "parameters": {"type": "object"}}},
             {"type": "function", "function": {"name": "search", "parameters": {"type": "object"}}}]""";

    /// The same on Anthropic's.
    static final String MESSAGE_TOOLS = """
            , "tools": [{"name": "pay", "input_schema": {"type": "object"}},
             {"name": "search", "input_schema": {"type": "object"}}]""";

    /// A tool that a person decides about, one that is allowed, and one that is not.
    static final String TOOL_POLICY = """
            {"stages": {"input": {"pii": {"action": "redact"}}},
             "tools": {"rules": [{"name": "pay", "action": "ask"}, {"name": "drop", "action": "block"}]}}""";

    private final RunningGateway gateway;
    private final FakeGovernance governance;
    private final String token;

    Parking(RunningGateway gateway) {
        this(gateway, "0197f000-0000-7000-8000-000000000001");
    }

    /// @param user who calls
    Parking(RunningGateway gateway, String user) {
        this(gateway, user, gateway.service().governance());
    }

    /// @param governance whom the gateway asks
    Parking(RunningGateway gateway, String user, FakeGovernance governance) {
        this.gateway = gateway;
        this.governance = governance;
        this.token = governance.userToken(user, Map.of(TEAM, new Role[] {Role.APPLICATION}));
    }

    /// A route to a provider under a policy that is in force when this returns.
    void route(String name, String provider, String policy) {
        Policies.publish(gateway, governance, name, policy);
        gateway.route(name, "[" + variant("only", provider, "m", 100) + "]", ", \"policy\": \"" + name + "\"");
    }

    HttpResponse<String> call(String body, String... headers) {
        return gateway.send("POST", "/v1/chat/completions", token, body, headers);
    }

    HttpResponse<String> messages(String body, String... headers) {
        return gateway.send("POST", "/v1/messages", token, body, headers);
    }

    HttpResponse<String> responses(String body, String... headers) {
        return gateway.send("POST", "/v1/responses", token, body, headers);
    }

    HttpResponse<String> state(String id) {
        return gateway.send("GET", "/api/v1/parked-calls/" + id, token, "");
    }

    static String id(HttpResponse<String> parked) {
        return parked.headers().firstValue(HEADER).orElseThrow();
    }

    static JsonNode error(HttpResponse<String> answer) {
        return json(answer).path("error");
    }

    /// What governance was asked about the call.
    ApprovalRequirement question(String id) {
        return await("governance is asked")
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> governance.requirements().stream()
                                .filter(each -> each.resourceId().endsWith(id))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    void decide(String id, Approval.State state, String comment) {
        governance.decide(question(id).resourceId(), state, comment);
    }

    void approve(String id) {
        decide(id, Approval.State.APPROVED, "Fine.");
    }

    /// A completion that calls tools, given as `NAME ARGUMENTS`.
    static String calling(String... calls) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < calls.length; i++) {
            int space = calls[i].indexOf(' ');
            all.append(i == 0 ? "" : ",").append("""
                    {"id":"call_%d","type":"function","function":{"name":"%s","arguments":%s}}""".formatted(
                            i, calls[i].substring(0, space), JSON.writeValueAsString(calls[i].substring(space + 1))));
        }
        return """
                {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
                {"role":"assistant","content":null,"tool_calls":[%s]},"finish_reason":"tool_calls"}],"usage":%s}""".formatted(all, ScriptedProvider.usageOf(10, 5));
    }

    /// A chunk of a stream.
    static String chunk(String delta, String reason) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"finish_reason\":" + (reason == null ? "null" : "\"" + reason + "\"")
                + "}]}";
    }
}
