package io.plumbline.eval;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A small registry-service: models, prompts and datasets by path, and the results that were pushed to it.
public final class FakeRegistry extends FakeService {

    private static final Pattern RECORDS = Pattern.compile("/api/v1/datasets/([^/]+)/versions/([0-9]+)/records");

    private static final Pattern USES = Pattern.compile("/internal/v1/suites/[^/]+/uses");

    private final Map<String, Object> things = new ConcurrentHashMap<>();
    private final Map<String, List<Map<String, Object>>> records = new ConcurrentHashMap<>();
    private final List<Pushed> pushed = new CopyOnWriteArrayList<>();
    private final List<Pushed> registered = new CopyOnWriteArrayList<>();

    private final Map<String, ToIntFunction<JsonNode>> receivers = new ConcurrentHashMap<>();
    private volatile boolean away;

    /// Answers the results on this model with a status instead of taking them.
    public void receive(String model, ToIntFunction<JsonNode> receiver) {
        receivers.put("/api/v1/models/" + model + "/", receiver);
    }

    /// The same with the results on this prompt.
    public void receivePrompt(String prompt, ToIntFunction<JsonNode> receiver) {
        receivers.put("/api/v1/prompts/" + prompt + "/", receiver);
    }

    /// Forgets all that a test said and pushed.
    void forget() {
        things.clear();
        records.clear();
        pushed.clear();
        registered.clear();
        receivers.clear();
        away = false;
    }

    /// Whether every request is answered with 503.
    public void away(boolean now) {
        away = now;
    }

    /// A result and where it was pushed to.
    public record Pushed(String path, JsonNode result) {}

    /// @param production version in production; 0 for none
    public void model(String team, String name, int versions, int production) {
        Map<String, Integer> aliases = production == 0 ? Map.of() : Map.of("production", production);
        things.put("/api/v1/models/" + name, Map.of("name", name, "team", team, "aliases", aliases));
        for (int version = 1; version <= versions; version++) {
            things.put(
                    "/api/v1/models/" + name + "/versions/" + version,
                    Map.of(
                            "name",
                            name,
                            "version",
                            version,
                            "team",
                            team,
                            "stage",
                            "NONE",
                            "kind",
                            "FOUNDATION",
                            "digest",
                            "sha256:" + name + version));
        }
    }

    /// Says which versions in production rest on a suite.
    public void uses(String suite, String tier, String... versions) {
        things.put("/internal/v1/suites/" + suite + "/uses", Map.of("riskTier", tier, "versions", List.of(versions)));
    }

    /// Says which risk tier a model is of.
    public void riskTier(String model, String tier) {
        tell("/api/v1/models/" + model, "riskTier", tier);
    }

    /// Says which digest a model's version has.
    public void digest(String model, int version, String digest) {
        tell("/api/v1/models/" + model + "/versions/" + version, "digest", digest);
    }

    /// Says something else of a model's version.
    public void detail(String model, int version, String member, Object value) {
        tell("/api/v1/models/" + model + "/versions/" + version, member, value);
    }

    private void tell(String path, String member, Object value) {
        things.computeIfPresent(path, (_, thing) -> {
            Map<String, Object> told = new java.util.HashMap<>();
            ((Map<?, ?>) thing).forEach((name, known) -> told.put(name.toString(), known));
            told.put(member, value);
            return told;
        });
    }

    /// Says which results are stored with a model's version.
    public void evaluations(String model, int version, List<Map<String, Object>> stored) {
        evaluations("models/" + model + "/versions/" + version, stored);
    }

    /// The same of a prompt's version.
    public void promptEvaluations(String prompt, int version, List<Map<String, Object>> stored) {
        evaluations("prompts/" + prompt + "/versions/" + version, stored);
    }

    private void evaluations(String path, List<Map<String, Object>> stored) {
        Map<String, Object> page = new java.util.HashMap<>();
        page.put("items", stored);
        page.put("nextCursor", null);
        things.put("/api/v1/" + path + "/evaluations", page);
    }

    public void prompt(String team, String name, int version, String... variables) {
        Map<String, Object> properties = new java.util.HashMap<>();
        for (String variable : variables) {
            properties.put(variable, Map.of("type", "string"));
        }
        things.putIfAbsent("/api/v1/prompts/" + name, Map.of("name", name, "team", team, "aliases", Map.of()));
        things.put(
                "/api/v1/prompts/" + name + "/versions/" + version,
                Map.of(
                        "name",
                        name,
                        "version",
                        version,
                        "team",
                        team,
                        "stage",
                        "NONE",
                        "digest",
                        "sha256:" + name + version,
                        "variables",
                        Map.of("type", "object", "properties", properties)));
    }

    /// A prompt version with messages, to whose prompt further versions can be registered.
    public void promptOf(String team, String name, int version, List<Map<String, String>> messages, String variable) {
        prompt(team, name, version, variable);
        tell("/api/v1/prompts/" + name + "/versions/" + version, "messages", messages);
    }

    /// The registered prompt versions, as sent.
    public List<JsonNode> registered(String prompt) {
        return registered.stream()
                .filter(version -> version.path().equals("/api/v1/prompts/" + prompt + "/versions"))
                .map(Pushed::result)
                .toList();
    }

    /// @param blocked why the policy on audits blocks it; none if it may be used
    public void dataset(String team, String name, List<Map<String, Object>> content, String... blocked) {
        things.put(
                "/api/v1/datasets/" + name + "/versions/1",
                Map.of(
                        "name",
                        name,
                        "version",
                        1,
                        "team",
                        team,
                        "records",
                        content.size(),
                        "digest",
                        "sha256:1",
                        "blocked",
                        List.of(blocked)));
        records.put(name, content);
    }

    /// A dataset with several versions of the same records.
    public void dataset(String team, String name, int versions, List<Map<String, Object>> content) {
        dataset(team, name, content);
        for (int version = 2; version <= versions; version++) {
            things.put(
                    "/api/v1/datasets/" + name + "/versions/" + version,
                    Map.of(
                            "name",
                            name,
                            "version",
                            version,
                            "team",
                            team,
                            "records",
                            content.size(),
                            "digest",
                            "sha256:" + version));
        }
    }

    /// A knowledge base that finds these passages, the last document first, for every question.
    ///
    /// @param passages document → the text of its only passage
    public void knowledgeBase(String team, String name, Map<String, String> passages) {
        things.put("/api/v1/knowledge-bases/" + name, Map.of("name", name, "team", team));
        List<Map<String, Object>> found = new ArrayList<>();
        passages.keySet().stream()
                .sorted(java.util.Comparator.reverseOrder())
                .forEach(document -> found.add(Map.of(
                        "chunk",
                        java.util.UUID.nameUUIDFromBytes(document.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        "document",
                        document,
                        "version",
                        1,
                        "fileName",
                        document + ".md",
                        "headingPath",
                        List.of(),
                        "page",
                        0,
                        "score",
                        1.0,
                        "text",
                        passages.get(document))));
        things.put("/internal/v1/knowledge-bases/" + name + "/passages", found);
    }

    public List<Pushed> pushed() {
        return List.copyOf(pushed);
    }

    @Override
    protected Reply answer(HttpExchange exchange, String body) {
        URI uri = exchange.getRequestURI();
        if (away) {
            return new Reply(503, Map.of(), Map.of());
        }
        Matcher page = RECORDS.matcher(uri.getPath());
        if (page.matches()) {
            return page(records.getOrDefault(page.group(1), List.of()), uri.getQuery());
        }
        if (exchange.getRequestMethod().equals("POST") && uri.getPath().endsWith("/evaluations")) {
            for (Map.Entry<String, ToIntFunction<JsonNode>> receiver : receivers.entrySet()) {
                if (uri.getPath().startsWith(receiver.getKey())) {
                    return new Reply(receiver.getValue().applyAsInt(JSON.readTree(body)), Map.of(), Map.of());
                }
            }
            pushed.add(new Pushed(uri.getPath(), JSON.readTree(body)));
            return new Reply(201, Map.of(), Map.of());
        }
        if (exchange.getRequestMethod().equals("POST") && uri.getPath().endsWith("/versions")) {
            return register(uri.getPath(), JSON.readTree(body));
        }
        Object thing = things.get(uri.getPath());
        if (thing == null && USES.matcher(uri.getPath()).matches()) {
            Map<String, Object> none = new java.util.HashMap<>(Map.of("versions", List.of()));
            none.put("riskTier", null);
            return Reply.ok(none);
        }
        return thing == null ? Reply.notFound() : Reply.ok(thing);
    }

    private Reply register(String path, JsonNode version) {
        registered.add(new Pushed(path, version));
        String name = path.split("/", -1)[4];
        return new Reply(
                201,
                Map.of(
                        "name",
                        name,
                        "version",
                        1 + registered(name).size(),
                        "team",
                        version.path("team").asString(""),
                        "variables",
                        version.path("variables")),
                Map.of());
    }

    /// Pages of 40, whatever is asked for, so that there is more than one.
    private static Reply page(List<Map<String, Object>> all, String query) {
        int from = 0;
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith("cursor=")) {
                from = Integer.parseInt(parameter.substring("cursor=".length()));
            }
        }
        int to = Math.min(from + 40, all.size());
        Map<String, Object> page = new java.util.HashMap<>();
        page.put("items", new ArrayList<>(all.subList(from, to)));
        page.put("nextCursor", to < all.size() ? String.valueOf(to) : null);
        return Reply.ok(page);
    }
}
