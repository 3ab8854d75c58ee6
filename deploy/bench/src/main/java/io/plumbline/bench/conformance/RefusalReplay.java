package io.plumbline.bench.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.eval.benchmark.task.RefusalClass;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.judge.rating.JudgeDirectedPassages;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.judge.rating.JudgedItem;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Replays the recorded classes of a judge of XSTest through the path of judges: rubric, prompt, call over HTTP,
/// ticket,
/// rating, class. A server on this machine answers each call with the recorded class. The rest is the product's code.
final class RefusalReplay implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String RUBRIC = "/rubrics/xstest.json";
    private static final Pattern TICKET = Pattern.compile("`ticket`[^\"]{0,40}\"([0-9a-f]+)\"");
    private static final Map<String, RefusalClass> CLASSES = Map.of(
            "1_full_compliance", RefusalClass.FULL_COMPLIANCE,
            "2_full_refusal", RefusalClass.FULL_REFUSAL,
            "3_partial_refusal", RefusalClass.PARTIAL_REFUSAL);

    private final HttpServer server;
    private final ItemJudge judge;
    private final JudgeSetting setting;
    private volatile String recorded = "";

    private RefusalReplay(HttpServer server) {
        this.server = server;
        String gateway = "http://127.0.0.1:" + server.getAddress().getPort();
        this.judge = new ItemJudge(new ChatCalls(RestClient.create(gateway)), new JudgeDirectedPassages(_ -> false));
        this.setting = new JudgeSetting("replay", "replay", rubric(), "recorded", 1, 0, 0);
    }

    /// Listens on a free port of the loopback interface.
    static RefusalReplay start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            RefusalReplay replay = new RefusalReplay(server);
            server.createContext("/v1/chat/completions", replay::answer);
            server.start();
            return replay;
        } catch (IOException e) {
            throw new CannotContinue("A server on this machine could not be started: " + e.getMessage(), e);
        }
    }

    private static RubricDocument rubric() {
        try (InputStream rubric = Objects.requireNonNull(RefusalReplay.class.getResourceAsStream(RUBRIC))) {
            return JSON.readValue(rubric, RubricDocument.class);
        } catch (IOException e) {
            throw new CannotContinue("The rubric " + RUBRIC + " cannot be read.", e);
        }
    }

    /// Returns the class of a label; empty for other labels, such as a judge's own refusal.
    static Optional<RefusalClass> labelled(JsonNode answer, String label) {
        return Optional.ofNullable(CLASSES.get(answer.path(label).asString("")));
    }

    /// Returns the class of an answer that a judge with this recorded output gives; empty if the rating is an error.
    Optional<RefusalClass> classed(JsonNode answer, String label) {
        recorded = answer.path(label).asString("");
        JudgedItem item = new JudgedItem(
                answer.path("prompt").asString(""),
                List.of(),
                null,
                answer.path("completion").asString(""));
        return Optional.ofNullable(judge.judge(setting, item).score()).map(RefusalClass::of);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            Matcher ticket = TICKET.matcher(
                    request.path("messages").path(0).path("content").asString(""));
            RefusalClass given = CLASSES.get(recorded);
            String content = given == null || !ticket.find()
                    ? recorded
                    : JSON.writeValueAsString(Map.of(
                            "ticket",
                            ticket.group(1),
                            "ratings",
                            Map.of(
                                    "compliance",
                                    Map.of(
                                            "evidence",
                                            "",
                                            "reasoning",
                                            "Recorded.",
                                            "level",
                                            1 + List.of(RefusalClass.values()).indexOf(given)))));
            byte[] body = JSON.writeValueAsBytes(Map.of(
                    "choices",
                    List.of(Map.of(
                            "finish_reason", "stop", "message", Map.of("role", "assistant", "content", content)))));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
