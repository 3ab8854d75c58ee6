package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Imports into the running stack, from servers that answer as MLflow and Langfuse document it.
class ImportE2ET {

    private final RunningStack stack = RunningStack.get();
    private final Map<String, String> answers = new TreeMap<>();
    private final List<String> unknown = new ArrayList<>();
    private HttpServer server;
    private int busy;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        assertThat(unknown).isEmpty();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = URLDecoder.decode(exchange.getRequestURI().toString(), StandardCharsets.UTF_8);
        String body = answers.get(request);
        if (body == null) {
            unknown.add(exchange.getRequestMethod() + " " + request);
        }
        int status = busy-- > 0 ? 429 : body == null ? 404 : 200;
        byte[] bytes = status == 200 ? body.getBytes(StandardCharsets.UTF_8) : new byte[0];
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /// @return with its lines joined, because the command breaks them
    private RunningStack.Ended imports(String source, String... flags) {
        List<String> words = new ArrayList<>(List.of(
                "import", source, "http://localhost:" + server.getAddress().getPort() + "/"));
        words.addAll(List.of(flags));
        RunningStack.Ended ended = RunningStack.run(words.toArray(String[]::new));
        return new RunningStack.Ended(ended.exitCode(), ended.output().replaceAll("\\s+", " "));
    }

    private void mlflow() {
        String models = "/api/2.0/mlflow/registered-models/search?max_results=100";
        answers.put(models, """
                {"registered_models": [{"name": "Fraud Scorer", "description": "Scores card payments.",
                  "tags": [{"key": "owner", "value": "Risk"}, {"key": "not a key", "value": "x"}],
                  "aliases": [{"alias": "Challenger", "version": "3"}, {"alias": "production", "version": "1"}]}],
                 "next_page_token": "more"}""");
        answers.put(models + "&page_token=more", """
                {"registered_models": [{"name": "churn"}], "next_page_token": ""}""");
        String versions = "/api/2.0/mlflow/model-versions/search?filter=name='%s'&max_results=100";
        answers.put(versions.formatted("Fraud Scorer"), """
                {"model_versions": [
                  {"version": "3", "source": "s3://models/3", "current_stage": "Staging", "status": "READY",
                   "run_id": "7f3a", "tags": [{"key": "seed", "value": "7"}]},
                  {"version": "1", "source": "s3://models/1", "current_stage": "Production", "status": "READY"}]}""");
        answers.put(versions.formatted("churn"), """
                {"model_versions": [
                  {"version": "1", "source": "s3://models/9", "current_stage": "None",
                   "status": "FAILED_REGISTRATION"}]}""");
    }

    @Test
    void copiesAnMlflowRegistryAndThenOnlyWhatIsNew() {
        mlflow();
        busy = 1;
        RunningStack.Ended shown = imports("mlflow", "--team", "platform", "--dry-run");
        assertThat(shown.output()).contains("would be created").contains("(nothing written)");
        RunningStack.Ended ended = imports("mlflow", "--team", "platform", "--risk-tier", "HIGH");
        assertThat(ended.exitCode()).as(ended.output()).isOne();
        assertThat(ended.output())
                .contains("model fraud-scorer (Fraud Scorer): created")
                .contains("tags left out because of their name, length or number: not a key")
                .contains("version 3 (2 here) copied")
                .contains("version 1 is in production there")
                .contains("alias challenger points to version 2")
                .contains("model churn, version 1: not copied: its status there is FAILED_REGISTRATION")
                .contains("2 models read: 2 created, 2 versions copied, 0 already here, 1 aliases set, 1 refused");
        JsonNode model = stack.get("registry", "/api/v1/models/fraud-scorer");
        assertThat(model.path("riskTier").asString()).isEqualTo("HIGH");
        assertThat(model.path("team").asString()).isEqualTo("platform");
        assertThat(model.at("/tags/owner").asString()).isEqualTo("Risk");
        JsonNode copy = stack.get("registry", "/api/2.0/mlflow/model-versions/get?name=fraud-scorer&version=2")
                .path("model_version");
        assertThat(copy.path("current_stage").asString()).isEqualTo("Staging");
        assertThat(copy.path("run_id").asString()).isEqualTo("7f3a");
        assertThat(copy.path("source").asString()).isEqualTo("s3://models/3");
        assertThat(copy.path("tags").toString()).contains("imported.version").contains("seed");
        assertThat(imports("mlflow", "--team", "platform").output())
                .contains("2 models read: 0 created, 0 versions copied, 2 already here, 0 aliases set, 1 refused");
    }

    @Test
    void copiesTheVersionsOfLangfusePrompts() {
        answers.put("/api/public/v2/prompts?limit=100&page=1", """
                {"data": [{"name": "imported/answer", "type": "chat", "versions": [1, 2, 3], "tags": ["bank"]},
                          {"name": "imported-summary", "type": "text", "versions": [1]}],
                 "meta": {"page": 1, "totalPages": 1}}""");
        answers.put("/api/public/v2/prompts/imported/answer?version=1", """
                {"version": 1, "labels": ["production"], "config": {"temperature": 0.2}, "prompt": [
                  {"role": "system", "content": "You answer customers of {{ bank }}."},
                  {"role": "user", "content": "{{question}}"}]}""");
        answers.put("/api/public/v2/prompts/imported/answer?version=2", """
                {"version": 2, "labels": [], "config": {}, "prompt": [
                  {"type": "placeholder", "name": "history"}]}""");
        answers.put("/api/public/v2/prompts/imported/answer?version=3", """
                {"version": 3, "labels": ["latest", "staging"], "config": {}, "prompt": [
                  {"role": "user", "content": "{{question}}"}]}""");
        answers.put("/api/public/v2/prompts/imported-summary?version=1", """
                {"version": 1, "labels": ["latest"], "config": {}, "prompt": "Summarise: {{text}}"}""");
        RunningStack.Ended ended = imports("langfuse", "--team", "platform");
        assertThat(ended.output())
                .contains("prompt imported-answer (imported/answer): created")
                .contains("version 1 is in production there")
                .contains("version 2: not copied: it has a placeholder for messages (history)")
                .contains("version 3 (2 here) copied")
                .contains("alias staging points to version 2")
                .contains("2 prompts read: 2 created, 3 versions copied, 0 already here, 1 aliases set, 1 refused");
        JsonNode version = stack.get("registry", "/api/v1/prompts/imported-answer/versions/1");
        assertThat(version.at("/messages/0/content").asString()).isEqualTo("You answer customers of {{bank}}.");
        assertThat(version.at("/parameters/temperature").asDouble()).isEqualTo(0.2);
        assertThat(version.at("/variables/properties").propertyNames()).containsExactlyInAnyOrder("bank", "question");
        assertThat(imports("langfuse", "--team", "platform").output())
                .contains("2 prompts read: 0 created, 0 versions copied, 3 already here, 0 aliases set, 1 refused");
    }

    @Test
    void statesWhyItCannotReadAServer() {
        RunningStack.Ended ended = imports("mlflow");
        assertThat(ended.exitCode()).isOne();
        assertThat(ended.output()).contains("answered 404.");
        unknown.clear();
        assertThat(RunningStack.run("import", "mlflow", "https://me:secret@mlflow.example.com")
                        .output())
                .contains("import needs an address such as https://mlflow.example.com.")
                .doesNotContain("secret");
    }
}
