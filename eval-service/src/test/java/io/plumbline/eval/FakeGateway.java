package io.plumbline.eval;

import com.sun.net.httpserver.HttpExchange;
import io.plumbline.configuration.ServedConfiguration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A small gateway: each model answers as a test says, and every call is kept.
public final class FakeGateway extends FakeService {

    private final Map<String, Function<JsonNode, Said>> models = new ConcurrentHashMap<>();
    private final Map<String, String> routes = new ConcurrentHashMap<>();
    private final List<String> production = new CopyOnWriteArrayList<>();
    private final Queue<JsonNode> calls = new ConcurrentLinkedQueue<>();
    private final Map<String, List<String>> differing = new ConcurrentHashMap<>();
    private final Map<String, String> policies = new ConcurrentHashMap<>();
    private final Queue<JsonNode> inspections = new ConcurrentLinkedQueue<>();
    private volatile int resolving = 200;

    /// What a model says to a request: a text, or a status and no text.
    ///
    /// @param text of the answer, or code of the error
    /// @param logprobs of the answer's tokens; empty for none
    public record Said(
            int status, String text, String finishReason, Map<String, String> headers, Map<String, Object> logprobs) {

        public static Said text(String text) {
            return new Said(200, text, "stop", Map.of("x-plumbline-cost-usd", "0.001"), Map.of());
        }

        /// An answer that only calls a tool.
        ///
        /// @param arguments as JSON
        public static Said toolCall(String name, String arguments) {
            Object call = Map.of(
                    "id", "call_1", "type", "function", "function", Map.of("name", name, "arguments", arguments));
            return text(JSON.writeValueAsString(List.of(call))).ended("tool_calls");
        }

        public static Said status(int status) {
            return new Said(status, "", "stop", Map.of(), Map.of());
        }

        public static Said refusal(int status, String code) {
            return new Said(status, code, "stop", Map.of(), Map.of());
        }

        public Said header(String name, String value) {
            return new Said(status, text, finishReason, Map.of(name, value), logprobs);
        }

        public Said ended(String reason) {
            return new Said(status, text, reason, headers, logprobs);
        }

        public Said logprobs(Map<String, Object> given) {
            return new Said(status, text, finishReason, headers, given);
        }
    }

    /// Forgets all that a test said and asked.
    void forget() {
        models.clear();
        routes.clear();
        production.clear();
        calls.clear();
        differing.clear();
        policies.clear();
        inspections.clear();
        resolving = 200;
    }

    /// Puts a model under another guard policy than `standard@1`.
    ///
    /// @param model as `name@version`
    /// @param policy as `name@version`
    public void policy(String model, String policy) {
        policies.put(model, policy);
    }

    /// Has these production routes serve a model, each differently.
    public void servedDifferently(String model, String... byRoutes) {
        differing.put(model, List.of(byRoutes));
    }

    /// Says with which status questions for a served configuration are answered.
    public void resolving(int status) {
        resolving = status;
    }

    /// What somebody wanted to know of the guards.
    public List<JsonNode> inspections() {
        return List.copyOf(inspections);
    }

    /// How a version is served.
    ///
    /// @param model as `name@version`, or as calls name it with a route
    /// @param prompt as `name@version`; null for none
    public ServedConfiguration served(String model, @Nullable String prompt) {
        String[] version = model.split("@", -1);
        String named = version[0] + "@" + version[1];
        String[] policy = policies.getOrDefault(named, "standard@1").split("@", 2);
        String[] words = prompt == null ? null : prompt.split("@", 2);
        return new ServedConfiguration(
                ServedConfiguration.Environment.PRODUCTION,
                new ServedConfiguration.Target(
                        version[0],
                        Integer.parseInt(version[1]),
                        ServedConfiguration.digestOf(named),
                        new ServedConfiguration.Provider("main", "openai", "https://provider.example/v1"),
                        "upstream"),
                words == null
                        ? null
                        : new ServedConfiguration.Prompt(
                                words[0], Integer.parseInt(words[1]), ServedConfiguration.digestOf(prompt)),
                null,
                new ServedConfiguration.Policy(
                        policy[0],
                        Integer.parseInt(policy[1]),
                        ServedConfiguration.digestOf(policy[0] + policy[1]),
                        60),
                null,
                null,
                List.of(),
                null);
    }

    public void model(String name, Function<JsonNode, Said> behaviour) {
        models.put(name, behaviour);
    }

    public void route(String team, String name, Function<JsonNode, Said> behaviour) {
        routes.put(name, team);
        models.put(name, behaviour);
    }

    /// Puts a route into production.
    public void production(String route) {
        production.add(route);
    }

    private Map<String, Object> inProduction(String route) {
        return Map.of(
                "name",
                route,
                "team",
                String.valueOf(routes.get(route)),
                "environment",
                "PRODUCTION",
                "variants",
                List.of(),
                "fallbacks",
                List.of());
    }

    /// The calls of a model, in the order in which they came.
    public List<JsonNode> calls(String model) {
        return calls.stream()
                .filter(call -> call.path("model").asString("").equals(model))
                .toList();
    }

    /// The text of a call's last message.
    public static String question(JsonNode call) {
        JsonNode messages = call.path("messages");
        return messages.path(messages.size() - 1).path("content").asString("");
    }

    @Override
    protected Reply answer(HttpExchange exchange, String body) {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/api/v1/routes")) {
            return Reply.ok(
                    Map.of("items", production.stream().map(this::inProduction).toList()));
        }
        if (path.startsWith("/api/v1/routes/")) {
            String name = path.substring("/api/v1/routes/".length());
            String team = routes.get(name);
            return team == null ? Reply.notFound() : Reply.ok(Map.of("name", name, "team", team));
        }
        JsonNode call = JSON.readTree(body);
        if (path.equals("/internal/v1/served-configurations")) {
            return resolve(call);
        }
        if (path.equals("/api/v1/guardrails/inspect")) {
            inspections.add(call);
            return Reply.ok(Map.of(
                    "decision",
                    "redact",
                    "messages",
                    List.of(Map.of("role", "user", "content", question(call).replace("Question", "<WORD>")))));
        }
        calls.add(call);
        Function<JsonNode, Said> behaviour = models.get(call.path("model").asString(""));
        if (behaviour == null) {
            return Reply.notFound();
        }
        Said said = behaviour.apply(call);
        if (said.status() != 200) {
            return new Reply(
                    said.status(),
                    Map.of("error", Map.of("message", "no", "code", said.text(), "type", said.finishReason())),
                    headers(call, said));
        }
        Map<String, Object> choice = new HashMap<>();
        choice.put("message", message(said));
        choice.put("finish_reason", said.finishReason());
        choice.put("logprobs", said.logprobs().isEmpty() ? null : said.logprobs());
        return new Reply(
                200,
                Map.of(
                        "model", call.path("model").asString(""),
                        "choices", List.of(choice),
                        "usage", Map.of("prompt_tokens", 7, "completion_tokens", 3)),
                headers(call, said));
    }

    private static Map<String, Object> message(Said said) {
        Map<String, Object> message = new HashMap<>(Map.of("role", "assistant"));
        boolean calls = said.finishReason().equals("tool_calls");
        message.put("content", calls ? null : said.text());
        if (calls) {
            message.put("tool_calls", JSON.readTree(said.text()));
        }
        return message;
    }

    private Reply resolve(JsonNode query) {
        if (resolving != 200) {
            return new Reply(resolving, Map.of("type", "/problems/not-found"), Map.of());
        }
        String model = query.path("model").asString("");
        List<String> byRoutes = differing.getOrDefault(model, List.of());
        if (query.hasNonNull("route") && !byRoutes.contains(query.path("route").asString())) {
            return Reply.notFound();
        }
        ServedConfiguration served = served(
                model + "@" + query.path("version").asInt(),
                query.hasNonNull("prompt") ? query.path("prompt").asString("") : null);
        return Reply.ok(Map.of(
                "digest",
                served.digest(),
                "document",
                served.document(),
                "routes",
                query.hasNonNull("route") ? List.of() : byRoutes));
    }

    /// With how a registered version is served, unless a test says otherwise.
    private Map<String, String> headers(JsonNode call, Said said) {
        Map<String, String> headers = new HashMap<>(said.headers());
        String model = call.path("model").asString("");
        if (model.startsWith("registry:")) {
            JsonNode prompt = call.path("plumbline").path("prompt");
            headers.putIfAbsent(
                    "x-plumbline-served-configuration",
                    served(model.substring("registry:".length()), prompt.isString() ? prompt.asString() : null)
                            .digest());
        }
        return headers;
    }
}
