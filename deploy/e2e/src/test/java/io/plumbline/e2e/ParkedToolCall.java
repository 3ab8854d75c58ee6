package io.plumbline.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A call whose answer calls a tool about which a person decides.
///
/// @param page where they do
public record ParkedToolCall(Caller application, Map<String, ?> call, String page) {

    private static final String TEAM = "retail-banking";
    private static final String CHAT = "/v1/chat/completions";

    public static ParkedToolCall make(RunningStack stack) {
        Map<String, ?> rule = Map.of("name", "block_card", "action", "ask");
        Caller.admin(stack)
                .put(
                        "governance",
                        "/api/v1/policies/asks-about-cards",
                        Map.of("stages", Map.of(), "tools", Map.of("rules", List.of(rule))))
                .expect(201);
        Map<String, ?> target = Map.of("provider", "simulator", "model", "sim-support");
        Map<String, ?> route = Map.of(
                "team",
                TEAM,
                "environment",
                "DEVELOPMENT",
                "policy",
                "asks-about-cards",
                "variants",
                List.of(Map.of("name", "only", "target", target, "weight", 1)));
        Caller.admin(stack).put("gateway", "/api/v1/routes/cards", route).expect(201);
        Caller application = Caller.of(stack, TEAM, "application");
        await("the policy is in force")
                .atMost(Duration.ofSeconds(30))
                .until(() -> application.post("gateway", CHAT, asked()).status() == 409);
        String page = application
                .post("gateway", CHAT, asked())
                .expect(409)
                .body()
                .at("/error/approval/page")
                .asString();
        return new ParkedToolCall(application, asked(), page);
    }

    private static Map<String, ?> asked() {
        Map<String, ?> parameters = Map.of("type", "object", "properties", Map.of("card", Map.of("type", "string")));
        Map<String, ?> tool = Map.of("name", "block_card", "parameters", parameters);
        return Map.of(
                "model",
                "cards",
                "messages",
                List.of(Map.of("role", "user", "content", "Please block my card ending in 1234.")),
                "tools",
                List.of(Map.of("type", "function", "function", tool)));
    }

    /// The call once more, which must be answered now: the tool that is to be called.
    public String repeated() {
        return application
                .post("gateway", CHAT, call)
                .expect(200)
                .body()
                .at("/choices/0/message/tool_calls/0/function/name")
                .asString();
    }
}
