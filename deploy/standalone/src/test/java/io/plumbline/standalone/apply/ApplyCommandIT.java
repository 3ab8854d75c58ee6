package io.plumbline.standalone.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against a server that answers like governance.
class ApplyCommandIT {

    private static final String URL = Services.variable(Service.GOVERNANCE);
    private static final String EVAL_URL = Services.variable(Service.EVAL);

    private static final String JUDGE_AND_RUBRIC = """
            kind: Judge
            name: strict
            rubric: tone-of-bank@1
            model: registry:grader@1
            revision: 1
            digest: sha256:1
            rubricDigest: sha256:2
            ---
            kind: Rubric
            name: tone-of-bank
            description: The tone of a bank.
            """;

    @TempDir
    private Path folder;

    private final List<String> requests = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + path);
        String answer = "{}";
        int status = 200;
        if (!"Bearer key".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            status = 401;
        } else if (body.contains("sideways")) {
            status = 400;
            answer = "{\"type\": \"/problems/invalid-policy\", \"detail\": \"See errors.\"}";
        } else if (path.equals("/api/v1/suites/faq/diff")) {
            answer =
                    "{\"from\": 1, \"to\": 2, \"changes\": [{\"pointer\": \"/repeats\", \"before\": null, \"after\": 3}]}";
        } else if (path.equals("/api/v1/rubrics/tone-of-bank/diff")) {
            answer = "{\"from\": 0, \"to\": 1, \"changes\": []}";
        } else if (path.equals("/api/v1/judges/strict/diff")
                && !requests.contains("PUT /api/v1/rubrics/tone-of-bank")) {
            status = 400;
            answer = "{\"type\": \"/problems/judge-invalid\", \"detail\": \"See errors.\","
                    + " \"errors\": [{\"pointer\": \"/rubric\", \"message\": \"no such rubric\"}]}";
        } else if (path.equals("/api/v1/judges/strict/diff")) {
            answer = "{\"from\": 0, \"to\": 1, \"changes\": []}";
        } else if (path.equals("/api/v1/policies/new/diff")) {
            answer =
                    "{\"from\": 0, \"to\": 1, \"changes\": [{\"pointer\": \"/onFailure\", \"before\": null, \"after\": \"OPEN\"}]}";
        } else if (path.equals("/api/v1/policies/old/diff")) {
            answer =
                    "{\"from\": 3, \"to\": 4, \"changes\": [{\"pointer\": \"/timeoutMs\", \"before\": 50, \"after\": 60}]}";
        } else if (path.endsWith("/diff")) {
            answer = "{\"from\": 2, \"to\": 2, \"changes\": []}";
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ApplyCommand command() {
        String url = "http://localhost:" + server.getAddress().getPort();
        return new ApplyCommand(
                new Home(folder.resolve("home")),
                Map.of(URL, url, EVAL_URL, url + "/", Services.KEY, "key"),
                Narrator.on(new PrintStream(printed, true, StandardCharsets.UTF_8)));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("policies.yaml"), text);
    }

    @Test
    void storesWhatDiffersAndLeavesTheRestAlone() throws IOException {
        Path file = file("""
                name: new
                onFailure: OPEN
                ---
                name: old
                ---
                name: same
                """);
        command().run(file, false);
        assertThat(requests)
                .containsExactly(
                        "POST /api/v1/policies/new/diff",
                        "POST /api/v1/policies/old/diff",
                        "POST /api/v1/policies/same/diff",
                        "PUT /api/v1/policies/new",
                        "PUT /api/v1/policies/old");
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("""
                policy new: created, version 1
                policy old: changed, version 4
                  - /timeoutMs: 50
                  + /timeoutMs: 60
                policy same: unchanged, version 2
                """);
    }

    @Test
    void storesSuitesBesidePolicies() throws IOException {
        Path file = file("""
                name: new
                ---
                kind: Suite
                name: faq
                revision: 1
                dataset: faq@1
                repeats: 3
                """);
        command().run(file, false);
        assertThat(requests)
                .containsExactly(
                        "POST /api/v1/policies/new/diff",
                        "POST /api/v1/suites/faq/diff",
                        "PUT /api/v1/policies/new",
                        "PUT /api/v1/suites/faq");
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("""
                policy new: created, version 1
                suite faq: changed, version 2
                  + /repeats: 3
                """);
    }

    @Test
    void storesARubricBeforeTheJudgeThatRatesByIt() throws IOException {
        Path file = file(JUDGE_AND_RUBRIC);
        command().run(file, false);
        assertThat(requests)
                .containsExactly(
                        "POST /api/v1/rubrics/tone-of-bank/diff",
                        "POST /api/v1/judges/strict/diff",
                        "PUT /api/v1/rubrics/tone-of-bank",
                        "POST /api/v1/judges/strict/diff",
                        "PUT /api/v1/judges/strict");
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("""
                rubric tone-of-bank: created, version 1
                judge strict: created, version 1
                """);
    }

    @Test
    void saysWhatWaitsForARubric() throws IOException {
        command().run(file(JUDGE_AND_RUBRIC), true);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("""
                rubric tone-of-bank: would be created, version 1
                judge strict: waits for rubric tone-of-bank
                """);
        assertThat(requests).noneMatch(request -> request.startsWith("PUT"));
    }

    @Test
    void storesNothingWhereARubricIsMissingThatNoFileBrings() throws IOException {
        Path file = file("name: new\n---\nkind: judge\nname: strict\nrubric: tone-of-bank@1\n");
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> command().run(file, false))
                .withMessageContaining("no such rubric");
        assertThat(requests).noneMatch(request -> request.startsWith("PUT"));
    }

    @Test
    void onlySaysWhatWouldChange() throws IOException {
        command().run(file("name: new\n"), true);
        assertThat(requests).containsExactly("POST /api/v1/policies/new/diff");
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("""
                policy new: would be created, version 1
                  + /onFailure: "OPEN"
                """);
    }

    @Test
    void storesNothingWhenOneIsAtFault() throws IOException {
        Path file = file("name: new\n---\nname: old\nonFailure: sideways\n");
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> command().run(file, false))
                .withMessageContaining("policies.yaml, document 2")
                .withMessageContaining("invalid-policy");
        assertThat(requests).noneMatch(request -> request.startsWith("PUT"));
    }

    @Test
    void needsAStack() throws IOException {
        ApplyCommand nowhere = new ApplyCommand(
                new Home(folder.resolve("home")),
                Map.of(),
                Narrator.on(new PrintStream(printed, true, StandardCharsets.UTF_8)));
        Path file = file("name: new\n");
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> nowhere.run(file, false))
                .withMessageContaining("./plumbline up");
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense, must be an address",
        "ftp://localhost, must be an address",
        "http://localhost:1, cannot be reached"
    })
    void saysWhatIsWrongWithAnAddress(String url, String wrong) throws IOException {
        ApplyCommand elsewhere = new ApplyCommand(
                new Home(folder.resolve("home")),
                Map.of(URL, url, Services.KEY, "key"),
                Narrator.on(new PrintStream(printed, true, StandardCharsets.UTF_8)));
        Path file = file("name: new\n");
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> elsewhere.run(file, false))
                .withMessageContaining(wrong)
                .withMessageNotContaining("null");
    }
}
