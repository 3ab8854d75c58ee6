package io.plumbline.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.clients.registry.Passage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The knowledge bases of a [FakeRegistry]: finds the passages that contain a word of the query, in the order in which
/// they were put in, and gives a reader those that name no reader or this one.
public final class FakeKnowledge {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OPEN = "/api/v1/knowledge-bases/";
    private static final String INTERNAL = "/internal/v1/knowledge-bases/";

    private final Map<String, String> teams = new ConcurrentHashMap<>();
    private final List<Stored> passages = new CopyOnWriteArrayList<>();
    private final List<JsonNode> queries = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    private record Stored(
            String base, Passage passage, @Nullable String reader) {}

    void register(HttpServer server) {
        server.createContext(OPEN, this::base);
        server.createContext(INTERNAL, this::search);
    }

    /// Makes a knowledge base.
    public void base(String team, String name) {
        teams.put(name, team);
    }

    /// Adds the only passage of a document.
    ///
    /// @param reader id of the only caller who may read it; null for all
    /// @return the id of its chunk
    public String put(String base, String document, String text, @Nullable String reader) {
        UUID chunk = UUID.randomUUID();
        passages.add(new Stored(
                base, new Passage(chunk, document, 2, document + ".md", List.of("Rules"), 3, 0.5, text), reader));
        return chunk.toString();
    }

    public void delete(String base, String document) {
        passages.removeIf(
                each -> each.base().equals(base) && each.passage().document().equals(document));
    }

    /// Answers no search from now on, or does again.
    public void away(boolean nowAway) {
        away = nowAway;
    }

    /// The bodies of the searches.
    public List<JsonNode> queries() {
        return queries;
    }

    private void base(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(OPEN.length());
        String team = teams.get(name);
        answer(
                exchange,
                team == null ? 404 : 200,
                team == null ? "{}" : JSON.writeValueAsString(Map.of("name", name, "team", team)));
    }

    private void search(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().split("/", -1)[4];
        JsonNode query = JSON.readTree(exchange.getRequestBody());
        queries.add(query);
        if (away) {
            answer(exchange, 503, "{}");
        } else if (!query.path("team").asString().equals(teams.get(name))) {
            answer(exchange, 404, "{}");
        } else {
            answer(exchange, 200, JSON.writeValueAsString(found(name, query)));
        }
    }

    private List<Passage> found(String base, JsonNode query) {
        List<String> words =
                List.of(query.path("query").asString().toLowerCase(Locale.ROOT).split("\\W+"));
        return passages.stream()
                .filter(each -> each.base().equals(base))
                .filter(each -> each.reader() == null
                        || each.reader().equals(query.at("/reader/id").asString()))
                .map(Stored::passage)
                .filter(passage -> words.stream().anyMatch(passage.text().toLowerCase(Locale.ROOT)::contains))
                .limit(query.path("limit").asInt())
                .toList();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
