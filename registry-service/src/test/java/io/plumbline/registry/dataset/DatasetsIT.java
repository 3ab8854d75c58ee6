package io.plumbline.registry.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.canonical.CanonicalJson;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How datasets are kept and read.
class DatasetsIT extends DatasetTests {

    @Test
    void createsAndReplacesADataset() {
        Client engineer = engineer();
        Answer made = engineer.put(DATASETS + "put-data", "{\"description\": \"Questions\", \"golden\": true}")
                .expect(201);
        assertThat(made.body().path("golden").asBoolean()).isTrue();
        assertThat(made.body().path("team").asString()).isEqualTo("datasets");
        Answer replaced = engineer.with("If-Match", made.header("ETag"))
                .put(DATASETS + "put-data", "{}")
                .expect(200);
        assertThat(replaced.body().path("golden").asBoolean()).isFalse();
        engineer.with("If-Match", made.header("ETag"))
                .put(DATASETS + "put-data", "{}")
                .expect(412, "stale-version");
        registry.engineer("datasets-2").put(DATASETS + "put-data", "{}").expect(404, "not-found");
        engineer.put(DATASETS + "put-data", "{\"gold\": true}").expect(400, "invalid-request");
        assertThat(registry.audited("registry.dataset.registered", "put-data", "SUCCESS"))
                .isOne();
        assertThat(registry.audited("registry.dataset.changed", "put-data", "SUCCESS"))
                .isOne();
    }

    @Test
    void storesAndReturnsRecordsUnchanged() throws Exception {
        Client engineer = engineer();
        String first = "{\"id\":\"a\",\"input\":\"Why is it €5?\",\"references\":[\"Because.\"],\"slice\":\"fees\","
                + "\"difficulty\":{\"level\":2.50}}";
        String second =
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi 👋\"}],\"references\":[],\"context\":[\"x\"]}";
        Answer made = engineer.upload("as-it-was", "golden.jsonl", first + "\n\n" + second)
                .expect(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/datasets/as-it-was/versions/1");
        assertThat(made.body().path("records").asInt()).isEqualTo(2);
        assertThat(made.body().path("team").asString()).isEqualTo("datasets");

        Answer records = engineer.get(DATASETS + "as-it-was/versions/1/records").expect(200);
        assertThat(records.body().path("items"))
                .containsExactly(Registry.JSON.readTree(first), Registry.JSON.readTree(second));

        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (JsonNode record : records.body().path("items")) {
            sha256.update(CanonicalJson.bytes(Registry.JSON.convertValue(record, Map.class)));
            sha256.update((byte) '\n');
        }
        assertThat(engineer.get(DATASETS + "as-it-was/versions/1")
                        .expect(200)
                        .body()
                        .path("digest")
                        .asString())
                .isEqualTo("sha256:" + HexFormat.of().formatHex(sha256.digest()));
        assertThat(registry.audited("registry.dataset.uploaded", "as-it-was", "SUCCESS"))
                .isOne();
    }

    @Test
    void recognisesEqualContentByItsDigestInEveryFormat() {
        Client engineer = engineer();
        String jsonl = "{\"references\":[\"So.\"],\"input\":\"Why?\",\"id\":\"a\"}\n";
        String csv = "id,input,references\r\na,Why?,So.\r\n";
        assertThat(engineer.upload("digests", "a.jsonl", jsonl)
                        .expect(201)
                        .body()
                        .path("digest"))
                .isEqualTo(engineer.upload("digests", "a.csv", csv)
                        .expect(201)
                        .body()
                        .path("digest"));
        Answer versions = engineer.get(DATASETS + "digests/versions").expect(200);
        assertThat(versions.body()
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("version").asInt()))
                .containsExactly(2, 1);
        assertThat(engineer.get(DATASETS + "digests")
                        .body()
                        .path("newestVersion")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void pagesThroughRecordsInOrder() {
        Client engineer = engineer();
        engineer.upload("paged", "a.jsonl", lines(1_203, i -> "{\"id\":" + i + ",\"input\":\"q\",\"references\":[]}"))
                .expect(201);
        List<Integer> ids = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = engineer.get(DATASETS + "paged/versions/1/records?limit=500" + cursor)
                    .expect(200)
                    .body();
            page.path("items").forEach(record -> ids.add(record.path("id").asInt()));
            cursor = page.path("nextCursor").isNull()
                    ? null
                    : "&cursor=" + page.path("nextCursor").asString();
        }
        assertThat(ids)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 1_203).boxed().toList());
    }

    @Test
    void endsAPageEarlyIfItsRecordsAreLarge() {
        Client engineer = engineer();
        String large = "x".repeat(900_000);
        engineer.upload(
                        "large",
                        "a.jsonl",
                        lines(20, i -> "{\"id\":" + i + ",\"input\":\"" + large + "\",\"references\":[]}"))
                .expect(201);
        JsonNode page = engineer.get(DATASETS + "large/versions/1/records?limit=500")
                .expect(200)
                .body();
        assertThat(page.path("items").size()).isBetween(8, 10);
        JsonNode next = engineer.get(DATASETS + "large/versions/1/records?limit=500&cursor="
                        + page.path("nextCursor").asString())
                .expect(200)
                .body();
        assertThat(next.path("items").get(0).path("id").asInt())
                .isEqualTo(page.path("items").size() + 1);
    }

    @Test
    void countsPersonalDataWithoutStoringIt() {
        Client engineer = engineer();
        Answer made = engineer.upload("personal", "a.jsonl", """
                        {"input": "Write to anna.smith@example.com or bob@example.org", "references": ["anna.smith@example.com"]}
                        {"messages": [{"role": "user", "content": "My card is 4111 1111 1111 1111"}], "references": []}
                        {"input": "What does a card cost?", "references": ["Nothing."], "n": 4111111111111111}
                        """).expect(201);
        assertThat(made.body().path("personalData"))
                .isEqualTo(Registry.JSON.readTree("{\"CREDIT_CARD\": 1, \"EMAIL_ADDRESS\": 3}"));
        assertThat(registry.superuser()
                        .sql("select convert_from(canonical, 'UTF8') from audit.event where resource_id = 'personal'")
                        .query(String.class)
                        .list())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event).doesNotContain("example", "4111 1111", "4111111111111111"));
    }

    @Test
    void redactsPersonalDataAndSecretsOnRequest() {
        Client engineer = engineer();
        String file = """
                {"id": "a@example.com", "input": "Write to anna.smith@example.com", "references": ["4111 1111 1111 1111"]}
                {"messages": [{"role": "user", "content": "The key is AKIAIOSFODNN7EXAMPLQ"}], "references": [], "n": 7}
                """;
        Answer made = engineer.upload(
                        "redacted", "?redact=replace", "a.jsonl", () -> new ByteArrayInputStream(file.getBytes(UTF_8)))
                .expect(201);
        assertThat(made.body().path("redaction").asString()).isEqualTo("replace");
        assertThat(made.body().at("/personalData/CREDIT_CARD").asInt()).isEqualTo(1);
        assertThat(made.body().path("secrets").propertyNames()).isNotEmpty();
        JsonNode items = engineer.get("/api/v1/datasets/redacted/versions/1/records")
                .expect(200)
                .body()
                .path("items");
        assertThat(items.get(0)).isEqualTo(Registry.JSON.readTree("""
                {"id": "a@example.com", "input": "Write to <EMAIL_ADDRESS>", "references": ["<CREDIT_CARD>"]}"""));
        assertThat(items.get(1).toString()).doesNotContain("AKIA").contains("\"n\":7");
        Answer plain = engineer.upload("redacted", "a.jsonl", file).expect(201);
        assertThat(plain.body().path("redaction").isNull()).isTrue();
        assertThat(plain.body().path("digest")).isNotEqualTo(made.body().path("digest"));
        engineer.upload("redacted", "?redact=hash", "a.jsonl", () -> new ByteArrayInputStream(file.getBytes(UTF_8)))
                .expect(400, "invalid-request");
    }

    @Test
    void findsRecordsByTextInTheirValues() {
        Client engineer = engineer();
        engineer.upload("searched", "a.jsonl", """
                {"id": 1, "input": "Where is my Card?", "references": []}
                {"id": 2, "input": "What does it cost?", "references": ["A card is free."]}
                {"id": 3, "input": "100% sure", "references": [], "slice": "fees"}
                """).expect(201);
        assertThat(found(engineer, "card")).containsExactly(1, 2);
        assertThat(found(engineer, "FEES")).containsExactly(3);
        assertThat(found(engineer, "100%25")).containsExactly(3);
        assertThat(found(engineer, "references")).isEmpty();
    }

    private static List<Integer> found(Client engineer, String text) {
        return engineer
                .get(DATASETS + "searched/versions/1/records?q=" + text)
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .map(record -> record.path("id").asInt())
                .toList();
    }

    @Test
    void addsRecordsAsTheNextVersion() {
        Client engineer = engineer();
        engineer.post(DATASETS + "extended/records", "{\"records\": [{\"input\": \"q\", \"references\": []}]}")
                .expect(404, "not-found");
        engineer.upload("extended", "a.jsonl", "{\"id\": 1, \"input\": \"q\", \"references\": []}\n")
                .expect(201);
        Answer added = engineer.post(
                        DATASETS + "extended/records",
                        "{\"records\": [{\"id\": 2, \"input\": \"Mail a@example.com\", \"references\": [\"r\"]}]}")
                .expect(201);
        assertThat(added.body().path("version").asInt()).isEqualTo(2);
        assertThat(added.body().path("records").asInt()).isEqualTo(2);
        assertThat(added.body().at("/personalData/EMAIL_ADDRESS").asInt()).isOne();
        assertThat(engineer.get(DATASETS + "extended/versions/2/records")
                        .expect(200)
                        .body()
                        .path("items"))
                .isEqualTo(Registry.JSON.readTree("""
                        [{"id": 1, "input": "q", "references": []},
                         {"id": 2, "input": "Mail a@example.com", "references": ["r"]}]"""));
        assertThat(engineer.get(DATASETS + "extended/versions/1").expect(200).body().path("records").asInt())
                .isOne();
    }

    @Test
    void namesTheAddedRecordThatIsInvalid() {
        Client engineer = engineer();
        engineer.upload("refusing", "a.jsonl", "{\"id\": 1, \"input\": \"q\", \"references\": []}\n")
                .expect(201);
        assertThat(engineer.post(
                                DATASETS + "refusing/records",
                                "{\"records\": [{\"id\": 1, \"input\": \"q\", \"references\": []}, {\"input\": \"q\"}]}")
                        .expect(400, "invalid-dataset")
                        .pointers())
                .containsExactly("/records/0/id", "/records/1/references");
        assertThat(stored("refusing")).isOne();
    }

    @Test
    void redactsAddedRecordsLikeTheVersionTheyExtend() {
        Client engineer = engineer();
        String file = "{\"id\": 1, \"input\": \"Mail a@example.com\", \"references\": []}\n";
        engineer.upload(
                        "extended-redacted",
                        "?redact=replace",
                        "a.jsonl",
                        () -> new ByteArrayInputStream(file.getBytes(UTF_8)))
                .expect(201);
        engineer.post(
                        DATASETS + "extended-redacted/records",
                        "{\"records\": [{\"input\": \"Mail b@example.com\", \"references\": []}]}")
                .expect(201);
        assertThat(engineer.get(DATASETS + "extended-redacted/versions/2/records")
                        .expect(200)
                        .body()
                        .path("items")
                        .toString())
                .doesNotContain("example.com")
                .contains("Mail <EMAIL_ADDRESS>");
    }
}
