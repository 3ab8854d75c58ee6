package io.plumbline.registry.knowledge.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Client;
import io.plumbline.registry.knowledge.extraction.OfficeFiles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// From an upload to the results of searches, and out of them, wherever the index is.
public abstract class DocumentSearches {

    protected static final String BASES = "/api/v1/knowledge-bases/";

    /// By words alone, which needs no encoder for queries.
    protected static final String WORDS = "\"embedding\": \"NONE\"";

    private static final String INTERNAL = "/internal/v1/knowledge-bases/";

    protected abstract Registry registry();

    protected Client engineer() {
        return registry().engineer("docs");
    }

    protected void base(String name, String more) {
        engineer().put(BASES + name, "{" + WORDS + more + "}").expect(201);
    }

    protected JsonNode ended(Client client, String base, String id) {
        return await("the ingestion of " + id + " ends")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> client.get(BASES + base + "/documents/" + id)
                                .expect(200)
                                .body()
                                .path("newest"),
                        newest -> !List.of("QUEUED", "EXTRACTING")
                                .contains(newest.path("state").asString()));
    }

    protected void ingest(String base, String id, String fileName, byte[] content, String... fields) {
        String[] all = new String[fields.length + 2];
        all[0] = "id";
        all[1] = id;
        System.arraycopy(fields, 0, all, 2, fields.length);
        engineer().document(base, fileName, content, all).expect(202);
        JsonNode newest = ended(engineer(), base, id);
        assertThat(newest.path("state").asString()).as("%s", newest).isEqualTo("INDEXED");
    }

    protected List<String> found(Client client, String base, String query) {
        return client.post(BASES + base + "/search", "{\"query\": \"" + query + "\"}")
                .expect(200)
                .body()
                .path("hits")
                .valueStream()
                .map(hit -> hit.path("document").asString())
                .toList();
    }

    protected byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected long stored(String base) {
        return registry()
                .superuser()
                .sql("""
                        select (select count(*) from registry.knowledge_chunk c join registry.knowledge_document d
                                    on d.id = c.document_id join registry.knowledge_base b
                                    on b.id = d.knowledge_base_id where b.name = :base)
                            + (select count(*) from registry.knowledge_file f join registry.knowledge_document d
                                    on d.id = f.document_id join registry.knowledge_base b
                                    on b.id = d.knowledge_base_id where b.name = :base)
                        """)
                .param("base", base)
                .query(Long.class)
                .single();
    }

    @Test
    void findsPassagesWithTheirPlaceInTheDocument() {
        engineer()
                .put(BASES + "docs-places", "{\"chunking\": {\"strategy\": \"RECURSIVE\", \"size\": 60}}")
                .expect(201);
        ingest(
                "docs-places",
                "leave",
                "../../etc/leave.docx",
                OfficeFiles.docx(
                        "Parental leave",
                        "Parents have sixteen weeks of paid leave.",
                        List.of(List.of("Child", "Weeks"), List.of("Second", "20"))));
        ingest(
                "docs-places",
                "rates",
                "rates.pdf",
                OfficeFiles.pdf("This page says nothing about rates of any kind.", "The base rate is 3.25 percent."));
        JsonNode hit = engineer()
                .post(BASES + "docs-places/search", "{\"query\": \"time off for a new baby\", \"topK\": 1}")
                .expect(200)
                .body()
                .path("hits")
                .path(0);
        assertThat(hit.path("document").asString()).isEqualTo("leave");
        assertThat(hit.path("fileName").asString()).isEqualTo("leave.docx");
        assertThat(hit.path("headingPath").toString()).isEqualTo("[\"Parental leave\"]");
        JsonNode rate = engineer()
                .post(BASES + "docs-places/search", "{\"query\": \"base rate\", \"filter\": {\"formats\": [\"PDF\"]}}")
                .expect(200)
                .body()
                .path("hits")
                .path(0);
        assertThat(rate.path("page").asInt()).isEqualTo(2);
        assertThat(rate.path("text").asString()).contains("3.25 percent");
        JsonNode contents = engineer().get(BASES + "docs-places").body().path("contents");
        assertThat(contents.path("documents").asInt()).isEqualTo(2);
        assertThat(contents.path("states").path("INDEXED").asInt()).isEqualTo(2);
        assertThat(registry().audited("registry.document.ingested", "docs-places/leave", "SUCCESS"))
                .isOne();
    }

    @Test
    void replacesAndDeletesAtOnce() {
        base("docs-versions", "");
        ingest("docs-versions", "fee", "fee.md", text("# Fees\n\nThe fee is twelve zlotys."));
        assertThat(found(engineer(), "docs-versions", "zlotys")).containsExactly("fee");
        ingest("docs-versions", "fee", "fee.md", text("# Fees\n\nThe fee is nine guilders."));
        assertThat(found(engineer(), "docs-versions", "zlotys")).isEmpty();
        JsonNode hit = engineer()
                .post(BASES + "docs-versions/search", "{\"query\": \"guilders\"}")
                .body()
                .path("hits")
                .path(0);
        assertThat(hit.path("version").asInt()).isEqualTo(2);

        engineer()
                .document("docs-versions", "fee.pdf", text("no PDF"), "id", "fee")
                .expect(202);
        JsonNode refused = ended(engineer(), "docs-versions", "fee");
        assertThat(refused.path("state").asString()).isEqualTo("REJECTED");
        assertThat(refused.path("reason").asString()).isEqualTo("wrong-format");
        assertThat(refused.at("/file/format").asString()).isEqualTo("PDF");
        assertThat(engineer()
                        .get(BASES + "docs-versions/documents/fee")
                        .body()
                        .at("/file/format")
                        .asString())
                .isEqualTo("MARKDOWN");
        assertThat(found(engineer(), "docs-versions", "guilders")).containsExactly("fee");

        engineer().delete(BASES + "docs-versions/documents/fee").expect(204);
        assertThat(found(engineer(), "docs-versions", "guilders")).isEmpty();
        engineer().get(BASES + "docs-versions/documents/fee").expect(404, "not-found");
        assertThat(stored("docs-versions")).isZero();
    }

    @Test
    void showsDocumentsAndTaggedPassagesToTheirReadersAlone() {
        base("docs-readers", ", \"tagReaders\": {\"hr\": [\"user:u-hr\"]}");
        ingest("docs-readers", "open", "open.txt", text("The pelican report, for all."));
        ingest(
                "docs-readers",
                "board",
                "board.txt",
                text("The pelican report of the board."),
                "readers",
                "user:u-board");
        ingest("docs-readers", "hr", "hr.txt", text("The pelican report on salaries."), "tags", "hr");

        Client board = registry().user("u-board", Map.of("docs", new Role[] {Role.AUDITOR}));
        Client hr = registry().user("u-hr", Map.of("docs", new Role[] {Role.AUDITOR}));
        Client other = registry().user("u-other", Map.of("docs", new Role[] {Role.AUDITOR}));
        assertThat(found(board, "docs-readers", "pelican")).containsExactlyInAnyOrder("open", "board");
        assertThat(found(hr, "docs-readers", "pelican")).containsExactlyInAnyOrder("open", "hr");
        assertThat(found(other, "docs-readers", "pelican")).containsExactly("open");
        assertThat(found(engineer(), "docs-readers", "pelican")).containsExactly("open");

        String documents = BASES + "docs-readers/documents/";
        other.get(documents + "board").expect(404, "not-found");
        other.get(documents + "board/chunks").expect(404, "not-found");
        assertThat(other.get(BASES + "docs-readers/documents").body().toString())
                .doesNotContain("board.txt");
        assertThat(other.get(documents + "hr/chunks").expect(200).body().path("items"))
                .isEmpty();
        engineer().get(documents + "board").expect(200);
        engineer().get(documents + "board/chunks").expect(404, "not-found");

        assertThat(passages("docs-readers", "docs", "USER", "u-board", "{\"docs\": [\"application\"]}"))
                .containsExactlyInAnyOrder("open", "board");
        assertThat(passages("docs-readers", "docs", "API_KEY", "u-board", "{\"docs\": [\"application\"]}"))
                .as("a key is no user")
                .containsExactly("open");
        registry()
                .sibling("gateway")
                .post(INTERNAL + "docs-readers/passages", passageQuery("other-team", "USER", "u-board", "{}"))
                .expect(404, "not-found");
        engineer()
                .post(INTERNAL + "docs-readers/passages", passageQuery("docs", "USER", "u-board", "{}"))
                .expect(403, "forbidden");

        engineer()
                .put(BASES + "docs-readers", "{" + WORDS + ", \"readers\": [\"role:ml-engineer\"]}")
                .expect(200);
        assertThat(passages("docs-readers", "docs", "API_KEY", "k-1", "{\"docs\": [\"application\"]}"))
                .isEmpty();
        assertThat(passages("docs-readers", "docs", "API_KEY", "k-1", "{\"docs\": [\"ml-engineer\", \"new-role\"]}"))
                .containsExactlyInAnyOrder("open", "hr");
        assertThat(found(other, "docs-readers", "pelican")).isEmpty();
        assertThat(found(engineer(), "docs-readers", "pelican")).containsExactlyInAnyOrder("open", "hr");
    }

    @Test
    void givesTheTextsOfChunksToServicesOfTheirTeamAlone() {
        base("docs-chunks", "");
        ingest("docs-chunks", "stork", "stork.txt", text("The stork is back."));
        String chunk = engineer()
                .get(BASES + "docs-chunks/documents/stork/chunks")
                .expect(200)
                .body()
                .path("items")
                .path(0)
                .path("id")
                .asString();
        String query = "{\"team\": \"docs\", \"chunks\": [\"" + chunk + "\"]}";
        JsonNode texts = registry()
                .sibling("monitoring")
                .post(INTERNAL + "docs-chunks/chunks", query)
                .expect(200)
                .body();
        assertThat(texts.size()).isOne();
        assertThat(texts.path(0).path("chunk").asString()).isEqualTo(chunk);
        assertThat(texts.path(0).path("text").asString()).contains("The stork is back.");
        registry()
                .sibling("monitoring")
                .post(INTERNAL + "docs-chunks/chunks", query.replace("docs", "other-team"))
                .expect(404, "not-found");
        engineer().post(INTERNAL + "docs-chunks/chunks", query).expect(403, "forbidden");
        base("docs-other-chunks", "");
        assertThat(registry()
                        .sibling("monitoring")
                        .post(INTERNAL + "docs-other-chunks/chunks", query)
                        .expect(200)
                        .body())
                .as("of another knowledge base")
                .isEmpty();
    }

    @Test
    void erasesAPersonsDocuments() {
        base("docs-erasure", "");
        ingest("docs-erasure", "one", "one.txt", text("The heron contract."), "subjects", "customer-7");
        ingest("docs-erasure", "two", "two.txt", text("The heron brochure."));
        assertThat(engineer()
                        .delete(BASES + "docs-erasure/documents?subject=customer-7")
                        .expect(200)
                        .body()
                        .path("deleted")
                        .asInt())
                .isOne();
        assertThat(found(engineer(), "docs-erasure", "heron")).containsExactly("two");
        assertThat(registry()
                        .superuser()
                        .sql("select count(*) from registry.knowledge_document d where d::text like '%customer-7%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /// The documents that the gateway gets for a caller of a route.
    private List<String> passages(String base, String team, String type, String id, String grants) {
        return registry()
                .sibling("gateway")
                .post(INTERNAL + base + "/passages", passageQuery(team, type, id, grants))
                .expect(200)
                .body()
                .valueStream()
                .map(passage -> passage.path("document").asString())
                .toList();
    }

    private String passageQuery(String team, String type, String id, String grants) {
        return """
                {"team": "%s", "query": "pelican", "limit": 5, "tags": [],
                 "reader": {"type": "%s", "id": "%s", "grants": %s}}""".formatted(team, type, id, grants);
    }
}
