package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.plumbline.e2e.Caller.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// From a file to a sentence of an answer and back, through the running stack: only what a caller may read, and
/// nothing that was deleted.
class RetrievalE2ET {

    private static final String QUESTION = "Where is the lighthouse key?";
    private static final String SECRET = "The lighthouse key is under the third stone.";
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String NAME = "rag-" + UUID.randomUUID().toString().substring(0, 8);
    private static RunningStack stack;
    private static Caller engineer;
    private static Caller keeper;
    private static Caller visitor;

    @BeforeAll
    static void begin() {
        stack = RunningStack.get();
        Caller admin = Caller.admin(stack);
        admin.post("governance", "/api/v1/teams", Map.of("name", NAME)).expect(201);
        engineer = Caller.of(stack, NAME, "ml-engineer").knownTo("registry", "/api/v1/models");
        engineer.knownTo("gateway", "/api/v1/routes").knownTo("monitoring", "/api/v1/calls");
        keeper = Caller.of(stack, NAME, "application");
        visitor = Caller.of(stack, NAME, "application");
        engineer.put("registry", "/api/v1/knowledge-bases/" + NAME, Map.of("embedding", "NONE"))
                .expect(201);
        engineer.put(
                        "gateway",
                        "/api/v1/routes/" + NAME,
                        Map.of(
                                "environment", "DEVELOPMENT",
                                "variants", Caller.simulated("sim-" + NAME),
                                "cache", Map.of("ttlSeconds", 600, "scope", "key"),
                                "retrieval", Map.of("knowledgeBase", NAME)))
                .expect(201);
        for (Caller application : List.of(keeper, visitor)) {
            await("the gateway knows the key and the route")
                    .until(() ->
                            application.get("gateway", "/v1/models/" + NAME).status() == 200);
        }
    }

    @Test
    void answersEachCallerFromWhatTheyMayReadUntilItIsDeleted() {
        ingest("open", "# Visits\n\nThe lighthouse opens on Sundays.\n", "");
        ingest("keys", "# Keys\n\n" + SECRET + "\n", "key:" + idOf(keeper));

        Answer own = ask(keeper);
        assertThat(content(own)).contains(SECRET).contains("[1]");
        assertThat(citations(own).get(0).path("document").asString()).isEqualTo("keys");
        Answer other = ask(visitor);
        assertThat(other.body().toString()).doesNotContain("third stone").doesNotContain("keys.md");
        assertThat(citations(other).findValuesAsString("document")).containsExactly("open");

        String call = own.header("x-plumbline-call-id");
        await("monitoring lists the call")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(callsOf("keys")).containsExactly(call));
        JsonNode detail =
                engineer.get("monitoring", "/api/v1/calls/" + call).expect(200).body();
        assertThat(detail.at("/retrieval/passages/0/chunk").asString())
                .isEqualTo(citations(own).get(0).path("chunk").asString());
        assertThat(detail.toString()).doesNotContain("third stone");

        showsSources(call);

        assertThat(ask(keeper).header("x-plumbline-cache")).isEqualTo("hit");
        engineer.delete("registry", "/api/v1/knowledge-bases/" + NAME + "/documents/keys")
                .expect(204);
        Answer after = ask(keeper);
        assertThat(after.header("x-plumbline-cache")).isNotEqualTo("hit");
        assertThat(after.body().toString()).doesNotContain("third stone").doesNotContain("\"keys\"");
        assertThat(citations(after).findValuesAsString("document")).containsExactly("open");
    }

    private static void showsSources(String call) {
        ConsoleBrowser console = ConsoleBrowser.open(stack);
        try (BrowserContext context = console.newContext()) {
            Page page = console.signIn(context, console.user(NAME, "auditor"));
            console.visit(page, "/calls/" + call);
            assertThat(page.locator("main").textContent()).contains("Sources", "keys", "received", "Knowledge base");
            String document = "/knowledge-bases/" + NAME + "/documents/keys";
            assertThat(page.locator("main a[href='" + document + "']").count()).isOne();
            console.visit(page, "/calls?knowledgeBase=" + NAME + "&document=keys");
            assertThat(page.locator("main a[href='/calls/" + call + "']").count())
                    .isOne();
        } finally {
            console.close();
        }
    }

    @Test
    void keepsTeamsApart() {
        String elsewhere = NAME + "-b";
        Caller.admin(stack)
                .post("governance", "/api/v1/teams", Map.of("name", elsewhere))
                .expect(201);
        Caller stranger = Caller.of(stack, elsewhere, "ml-engineer").knownTo("gateway", "/api/v1/routes");
        ask(stranger, 404);
        Answer refused = stranger.put(
                        "gateway",
                        "/api/v1/routes/" + elsewhere,
                        Map.of(
                                "environment", "DEVELOPMENT",
                                "variants", Caller.simulated("sim"),
                                "retrieval", Map.of("knowledgeBase", NAME)))
                .refused(400, "unknown-target");
        assertThat(refused.body().at("/errors/0/pointer").asString()).isEqualTo("/retrieval/knowledgeBase");
    }

    private static void ingest(String id, String markdown, String readers) {
        engineer.document(NAME, id, markdown, readers).expect(202);
        await("the document is indexed")
                .atMost(SOON)
                .until(() -> engineer.get("registry", "/api/v1/knowledge-bases/" + NAME + "/documents/" + id)
                        .body()
                        .at("/newest/state")
                        .asString("")
                        .equals("INDEXED"));
    }

    /// The public part of a key: `plk_ID_SECRET`.
    private static String idOf(Caller caller) {
        return caller.key().split("_", -1)[1];
    }

    private static Answer ask(Caller caller) {
        return ask(caller, 200);
    }

    private static Answer ask(Caller caller, int status) {
        return caller.post(
                        "gateway",
                        "/v1/chat/completions",
                        Map.of("model", NAME, "messages", List.of(Map.of("role", "user", "content", QUESTION))))
                .expect(status);
    }

    private static List<String> callsOf(String document) {
        return engineer.get("monitoring", "/api/v1/calls?knowledgeBase=" + NAME + "&document=" + document)
                .body()
                .path("items")
                .findValuesAsString("callId");
    }

    private static JsonNode citations(Answer answer) {
        return answer.body().at("/plumbline/citations");
    }

    private static String content(Answer answer) {
        return answer.body().at("/choices/0/message/content").asString();
    }
}
