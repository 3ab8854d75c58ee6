package io.plumbline.standalone.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Models, prompts, routes and related resources, against a server that answers like their services.
class ApplyFolderIT extends FolderTests {

    private static final String CREATED = "{\"from\": 0, \"to\": 1, \"changes\": []}";
    private static final String ROUTE = """
            kind: Route
            name: support
            environment: DEVELOPMENT
            variants:
              - {name: main, weight: 1, target: {model: bot, version: 1}, prompt: answer@2}
            """;

    private static final String TO_TWO = """
            {"from": 1, "to": 2, "etag": "\\"4\\"", "changes": [
             {"pointer": "/version/messages/0/content", "before": "Aid.", "after": "Help."}]}""";

    private static final String DOCUMENTS = "/api/v1/knowledge-bases/handbook/documents";

    /// SHA-256 of `text`.
    private static final String TEXT = "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1";

    @Test
    void putsInForceFirstWhatOthersReferTo() throws IOException {
        List<String> words =
                List.of("budget", "limit", "route", "suite", "judge", "rubric", "policy", "prompt", "model", "price");
        apply(false, words.stream().map(word -> "kind: " + word + "\nname: a\n").toArray(String[]::new));
        assertThat(printed()).isEqualTo("""
                price a: unchanged
                model a: unchanged, version 1
                prompt a: unchanged, version 1
                policy a: unchanged, version 1
                rubric a: unchanged, version 1
                judge a: unchanged, version 1
                suite a: unchanged, version 1
                route a: unchanged
                limit a: unchanged
                budget a: unchanged
                """);
        assertThat(services.requests()).allMatch(request -> request.endsWith("/diff"));
    }

    @Test
    void registersAVersionOnlyWhereItDiffers() throws IOException {
        services.differs("prompts/answer", TO_TWO);
        apply(false, PROMPT);
        assertThat(services.requests())
                .containsExactly(
                        "POST /api/v1/prompts/answer/diff",
                        "POST /api/v1/prompts/answer/versions apply prompt answer@2");
        assertThat(printed()).isEqualTo("""
                prompt answer: changed, version 2
                  - /version/messages/0/content: "Aid."
                  + /version/messages/0/content: "Help."
                """);
    }

    @Test
    void changesWhatIsSaidOfAModelWithoutAVersion() throws IOException {
        services.differs("models/bot", """
                {"from": 2, "to": 2, "etag": "\\"4\\"", "changes": [
                 {"pointer": "/riskTier", "before": "LIMITED", "after": "HIGH"}]}""");
        apply(false, "kind: Model\nname: bot\nriskTier: HIGH\n");
        assertThat(services.requests()).containsExactly("POST /api/v1/models/bot/diff", "PUT /api/v1/models/bot \"4\"");
        assertThat(printed()).startsWith("model bot: changed, still version 2\n");
    }

    @Test
    void movesTheAliasesThatTheFileNames() throws IOException {
        services.differs("models/bot", """
                {"from": 2, "to": 2, "etag": "\\"4\\"", "changes": [
                 {"pointer": "/aliases/blue", "before": 1, "after": 2}]}""");
        apply(false, "kind: Model\nname: bot\naliases: {blue: 2, green: 1}\n");
        assertThat(services.requests())
                .containsExactly("POST /api/v1/models/bot/diff", "PUT /api/v1/models/bot/aliases/blue");
    }

    @Test
    void replacesNoRouteThatSomebodyElseHasChangedMeanwhile() throws IOException {
        services.differs("routes/support", """
                {"from": 8, "to": 9, "etag": "\\"7\\"", "changes": [
                 {"pointer": "/retries", "before": 0, "after": 1}]}""");
        apply(false, ROUTE);
        assertThat(services.requests()).last().isEqualTo("PUT /api/v1/routes/support \"7\"");
        assertThat(printed()).startsWith("route support: changed\n");
    }

    @Test
    void asksAgainOfARouteOnceTheVersionsAreThereThatItLeadsTo() throws IOException {
        services.differs("models/bot", CREATED);
        services.differs("prompts/answer", CREATED);
        services.refuses(
                "routes/support",
                400,
                StubServices.missing("/variants/0/target", "/variants/0/prompt"),
                "PUT /api/v1/prompts/answer");
        apply(false, ROUTE, PROMPT, "kind: model\nname: bot\nversion: {kind: FOUNDATION}\n");
        assertThat(services.requests())
                .containsExactly(
                        "POST /api/v1/models/bot/diff",
                        "POST /api/v1/prompts/answer/diff",
                        "POST /api/v1/routes/support/diff",
                        "PUT /api/v1/models/bot",
                        "POST /api/v1/models/bot/versions apply model bot@1",
                        "PUT /api/v1/prompts/answer",
                        "POST /api/v1/prompts/answer/versions apply prompt answer@1",
                        "POST /api/v1/routes/support/diff");
    }

    @Test
    void saysWhatItWaitsForWhereItOnlyTells() throws IOException {
        services.differs("prompts/answer", CREATED);
        services.refuses("routes/support", 400, StubServices.missing("/variants/0/prompt"), null);
        apply(true, ROUTE, PROMPT);
        assertThat(printed()).isEqualTo("""
                prompt answer: would be created, version 1
                route support: waits for prompt answer
                """);
        assertThat(services.requests()).allMatch(request -> request.endsWith("/diff"));
    }

    @Test
    void storesNothingWhereWhatIsMissingIsNotWhatTheFilesBring() {
        services.differs("models/bot", CREATED);
        services.refuses("routes/support", 400, StubServices.missing("/variants/0/prompt"), null);
        assertThatExceptionOfType(CannotContinue.class)
                .as("the prompt is as its file says, without that version")
                .isThrownBy(() -> apply(false, ROUTE, PROMPT, "kind: Model\nname: bot\n"))
                .withMessageContaining("all.yaml, document 1: ")
                .withMessageContaining("[/variants/0/prompt: is not there]");
        assertThat(services.requests()).allMatch(request -> request.endsWith("/diff"));
    }

    @Test
    void refusesThingsThatWaitForEachOther() {
        services.refuses("models/a", 400, StubServices.missing("/version/base"), null);
        services.refuses("models/b", 400, StubServices.missing("/version/base"), null);
        String document = "kind: Model\nname: %s\nversion: {base: %s@1}\n";
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> apply(false, document.formatted("a", "b"), document.formatted("b", "a")))
                .withMessageContaining("/version/base");
    }

    @Test
    void tellsOfATextTheLinesThatDiffer() throws IOException {
        services.differs("prompts/answer", """
                {"from": 1, "to": 2, "etag": "\\"0\\"", "changes": [
                 {"pointer": "/version/messages/0/content", "before": "One.\\nTwo.\\nEnd.",
                  "after": "One.\\nThree.\\nFour.\\nEnd."}]}""");
        apply(true, PROMPT);
        assertThat(printed()).isEqualTo("""
                prompt answer: would be changed, version 2
                  @ /version/messages/0/content, line 2
                  - Two.
                  + Three.
                  + Four.
                """);
    }

    @Test
    void leadsNoAliasToAVersionThatSomebodyElseRegisteredMeanwhile() {
        services.differs("prompts/answer", """
                {"from": 1, "to": 2, "etag": "\\"4\\"", "changes": [
                 {"pointer": "/aliases/blue", "before": 1, "after": 2},
                 {"pointer": "/version/messages/0/content", "before": "Aid.", "after": "Help."}]}""");
        services.registers("prompts/answer", 201, "{\"version\": 3}");
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> apply(false, PROMPT + "aliases: {blue: 2}\n"))
                .withMessageContaining("another user has registered version 2 of prompt answer in the meantime")
                .withMessageContaining("This one is version 3");
        assertThat(services.requests()).last().asString().startsWith("POST /api/v1/prompts/answer/versions");
    }

    @Test
    void saysThatAnotherRunRegisteredAnotherVersionOfThatNumber() {
        services.differs("prompts/answer", TO_TWO);
        services.registers(
                "prompts/answer", 422, "{\"type\": \"/problems/idempotency-key-reused\", \"detail\": \"-\"}");
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> apply(false, PROMPT))
                .withMessageEndingWith(
                        "another user has registered version 2 of prompt answer in the meantime. This version is"
                                + " not registered. Run the command again.");
    }

    @Test
    void waitsForTheRunThatRegistersTheSame() throws IOException {
        services.differs("prompts/answer", TO_TWO);
        services.registersOnceAskedAgain(
                "prompts/answer", "{\"type\": \"/problems/idempotency-key-in-use\", \"detail\": \"-\"}");
        apply(false, PROMPT);
        assertThat(printed()).startsWith("prompt answer: changed, version 2\n");
        assertThat(services.requests()).hasSize(3);
    }

    @Test
    void hidesNoLineBehindAnother() throws IOException {
        services.differs("prompts/answer", """
                {"from": 1, "to": 2, "etag": "\\"4\\"", "changes": [
                 {"pointer": "/description", "before": null, "after": "a\\u202eb"},
                 {"pointer": "/version/messages/0/content", "before": "Help.\\nEnd.",
                  "after": "Obey.\\u001b[1A\\u001b[2K\\n\\r\\tEnd."}]}""");
        apply(true, PROMPT);
        assertThat(printed()).isEqualTo("""
                prompt answer: would be changed, version 2
                  + /description: "a\\u202eb"
                  @ /version/messages/0/content, line 1
                  - Help.
                  - End.
                  + Obey.\\u001b[1A\\u001b[2K
                  + \\u000d\tEnd.
                """);
    }

    @Test
    void saysNothingOfAKeyThatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("route.yaml"), ROUTE);
        Map<String, String> wrong =
                Map.of(Services.variable(Service.GATEWAY), services.url(), Services.KEY, "plk_secret\nplk_other");
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> command(wrong).run(file, true))
                .withMessage("PLUMBLINE_API_KEY must be an API key without spaces or line breaks.");
    }

    @Test
    void sendsNothingToThisStackThatIsMeantForAnother() throws IOException {
        Path file = Files.writeString(folder.resolve("route.yaml"), ROUTE);
        Map<String, String> half = Map.of(Services.variable(Service.EVAL), services.url(), Services.KEY, "key");
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> command(half).run(file, false))
                .withMessageContaining("Set PLUMBLINE_GATEWAY_URL too");
    }

    private void writeDocuments(String... names) throws IOException {
        Files.createDirectories(folder.resolve("docs"));
        for (String name : names) {
            Files.writeString(folder.resolve("docs").resolve(name), "text");
        }
    }

    @Test
    void uploadsDocumentsThatDifferAndDeletesTheRestOnlyIfItPrunes() throws IOException {
        writeDocuments("bad.md", "new.md", "other.md", "same.md");
        services.answers("GET " + DOCUMENTS, 200, """
                {"items": [
                 {"id": "bad.md", "newest": {"file": {"digest": "sha256:%1$s"}, "state": "REJECTED", "reason": "damaged"}},
                 {"id": "gone.md", "newest": {"file": {"digest": "sha256:1"}, "state": "INDEXED"}},
                 {"id": "other.md", "newest": {"file": {"digest": "sha256:2"}, "state": "INDEXED"}},
                 {"id": "same.md", "newest": {"file": {"digest": "sha256:%1$s"}, "state": "INDEXED"}}]}
                """.formatted(TEXT));
        services.answers("POST " + DOCUMENTS, 202, "{}");
        services.answers("DELETE " + DOCUMENTS + "/gone.md", 204, "");
        String base = "kind: KnowledgeBase\nname: handbook\ndocuments: docs/*.md\n";

        apply(true, base);
        assertThat(services.requests())
                .containsExactly("POST /api/v1/knowledge-bases/handbook/diff", "GET " + DOCUMENTS);
        apply(false, base + "prune: true\n");
        assertThat(services.requests())
                .contains("POST " + DOCUMENTS, "DELETE " + DOCUMENTS + "/gone.md")
                .doesNotContain("PUT /api/v1/knowledge-bases/handbook");
        assertThat(printed()).isEqualTo("""
                knowledge-base handbook: unchanged
                  document bad.md: unchanged, REJECTED, damaged
                  document new.md: would be created
                  document other.md: would be changed
                  documents unchanged: 1
                knowledge-base handbook: unchanged
                  document bad.md: unchanged, REJECTED, damaged
                  document new.md: created
                  document other.md: changed
                  document gone.md: deleted
                  documents unchanged: 1
                """);
    }

    @Test
    void asksNothingAboutTheDocumentsOfANewKnowledgeBase() throws IOException {
        writeDocuments("a.md");
        services.differs("knowledge-bases/handbook", CREATED);
        services.answers("POST " + DOCUMENTS, 202, "{}");
        apply(false, "kind: KnowledgeBase\nname: handbook\ndocuments: docs/a.md\n");
        assertThat(services.requests())
                .containsExactly(
                        "POST /api/v1/knowledge-bases/handbook/diff",
                        "PUT /api/v1/knowledge-bases/handbook",
                        "POST " + DOCUMENTS);
        assertThat(printed()).isEqualTo("""
                knowledge-base handbook: created
                  document a.md: created
                """);
    }

    @Test
    void comparesAConnectorOnceItsKnowledgeBaseIsStored() throws IOException {
        String connector = "knowledge-bases/handbook/connectors/wiki";
        services.differs("knowledge-bases/handbook", CREATED);
        services.refuses(connector, 404, "{\"type\": \"/problems/not-found\"}", "PUT /api/v1/knowledge-bases/handbook");
        apply(false, """
                kind: Connector
                name: wiki
                knowledgeBase: handbook
                source: {kind: WEB, web: {urls: ["https://wiki.example.com"]}}
                ---
                kind: KnowledgeBase
                name: handbook
                """);
        assertThat(services.requests()).endsWith("POST /api/v1/" + connector + "/diff");
        assertThat(printed()).isEqualTo("""
                knowledge-base handbook: created
                connector handbook/wiki: unchanged
                """);
    }

    @Test
    void sendsTheSecretsOfANewConnectorFromTheEnvironment() {
        services.differs("knowledge-bases/handbook/connectors/wiki", CREATED);
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> apply(false, """
                        kind: Connector
                        name: wiki
                        knowledgeBase: handbook
                        source: {kind: WEB, web: {urls: ["https://wiki.example.com"]}}
                        secretsEnv: {Authorization: WIKI_TOKEN}
                        """))
                .withMessageContaining("Set WIKI_TOKEN to its secret Authorization.");
        assertThat(services.requests()).noneMatch(request -> request.startsWith("PUT"));
    }

    @Test
    void sendsTheKeyOfARerankerFromTheEnvironment() {
        services.differs("knowledge-bases/handbook/reranker", CREATED);
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> apply(false, """
                        kind: Reranker
                        knowledgeBase: handbook
                        url: https://api.example.com/v1/rerank
                        model: rerank-v3.5
                        apiKeyEnv: RERANK_KEY
                        """))
                .withMessageContaining(
                        "reranker handbook is new or has a new endpoint. Set RERANK_KEY to the key of its endpoint.");
        assertThat(services.requests()).noneMatch(request -> request.startsWith("PUT"));
    }

    @Test
    void storesNothingIfTheSecretOfANewWebhookIsMissing() {
        services.differs("webhooks/bot", CREATED);
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> apply(false, ROUTE, "kind: Webhook\nname: bot\nsecretEnv: BOT_SECRET\n"))
                .withMessageContaining("webhook bot is new. Set BOT_SECRET to its secret");
        assertThat(services.requests()).noneMatch(request -> request.startsWith("PUT"));
    }
}
