package io.plumbline.registry.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.canonical.CanonicalJson;
import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DatasetsIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String DATASETS = "/api/v1/datasets/";

    private static Client engineer() {
        return registry.engineer("datasets");
    }

    private static long stored(String dataset) {
        return registry.superuser().sql("""
                        select count(*) from registry.dataset_record r
                        where r.version_id not in (select id from registry.dataset_version)
                           or r.version_id in (select v.id from registry.dataset_version v
                                               join registry.dataset d on d.id = v.dataset_id where d.name = ?)
                        """).param(dataset).query(Long.class).single();
    }

    @Test
    void makesAndReplacesADataset() {
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
    void storesAndReturnsRecordsAsTheyWere() throws Exception {
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
    void knowsEqualContentByItsDigestWhateverTheFormat() {
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
    void pagesThroughRecordsInTheirOrder() {
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
    void endsAPageEarlyRatherThanHoldManyLargeRecords() {
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
    void countsPersonalDataWithoutKeepingIt() {
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
                .allSatisfy(event -> assertThat(event).doesNotContain("example", "4111"));
    }

    @Test
    void storesWithoutWhatIsPersonalOrSecretWhenAskedTo() {
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
    void reportsBadLinesByNumberAndStoresNothing() {
        Client engineer = engineer();
        String file = lines(
                        60,
                        i -> i % 2 == 0 ? "{\"input\":\"q\"}" : "{\"id\":" + i + ",\"input\":\"q\",\"references\":[]}")
                + "{\"id\":1,\"input\":\"again\",\"references\":[]}\nnot json\n";
        Answer refused = engineer.upload("bad-lines", "a.jsonl", file).expect(400, "invalid-dataset");
        assertThat(refused.body().path("badLines").asInt()).isEqualTo(32);
        assertThat(refused.pointers())
                .hasSize(20)
                .startsWith("/lines/2/references", "/lines/4/references", "/lines/6/references");
        engineer.get(DATASETS + "bad-lines").expect(404, "not-found");
        assertThat(stored("bad-lines")).isZero();

        assertThat(engineer.upload("bad-lines", "a.jsonl", """
                        {"id": 1, "input": "q", "references": []}
                        {"id": "1", "input": "q", "references": []}
                        {"input": "nul \\u0000", "references": []}
                        {"input": "big", "references": [], "n": 9007199254740993}
                        {"input": "half \\ud83d", "references": []}
                        """)
                        .expect(400, "invalid-dataset")
                        .pointers())
                .containsExactly("/lines/2/id", "/lines/3", "/lines/4", "/lines/5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.jsonl|''|400|invalid-dataset",
                "a.csv|input,references|400|invalid-dataset",
                "a.csv|'\"'|400|invalid-dataset",
                "a.jsonl|[|400|invalid-dataset",
                "a.xlsx|PK|415|unknown-dataset-format"
            })
    void refusesFilesThatHoldNoRecords(String fileName, String content, int status, String slug) {
        engineer().upload("no-records", fileName, content).expect(status, slug);
        engineer().get(DATASETS + "no-records").expect(404, "not-found");
    }

    @Test
    void refusesBodiesThatAreNoUpload() {
        Client engineer = engineer();
        engineer.post(DATASETS + "no-upload/versions", "{}").expect(400, "invalid-request");
        engineer.with("X-Note", "none").upload("No-Upload", "a.jsonl", "{}").expect(400, "invalid-request");
        registry.user("datasets", Role.AUDITOR)
                .upload("no-upload", "a.jsonl", "{}")
                .expect(403, "forbidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/form-data|--b",
                "multipart/form-data; boundary=b|''",
                "multipart/form-data; boundary=b|--b",
                "multipart/form-data; boundary=b|'--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\n'",
                "multipart/form-data; boundary=b|no boundary at all",
                "multipart/mixed; boundary=b|--b--"
            })
    void refusesBrokenUploads(String contentType, String body) {
        Answer refused = engineer().post(DATASETS + "broken/versions", contentType, body);
        assertThat(refused.status()).as("%s", refused.body()).isBetween(400, 415);
        engineer().get(DATASETS + "broken").expect(404, "not-found");
    }

    @Test
    void takesAnUploadInOnceUnderAnIdempotencyKey() {
        Client keyed = registry.user("u-upload", Map.of("datasets", new Role[] {Role.ML_ENGINEER}))
                .with("Idempotency-Key", "upload-1");
        for (int i = 0; i < 2; i++) {
            Answer made = keyed.upload("once", "a.jsonl", "{\"input\":\"q\",\"references\":[]}")
                    .expect(201);
            assertThat(made.body().path("version").asInt()).isOne();
        }
        assertThat(stored("once")).isOne();
    }

    @Test
    void keepsTheNamesOfOtherTeamsToThem() {
        engineer()
                .upload("theirs", "a.jsonl", "{\"input\":\"q\",\"references\":[]}")
                .expect(201);
        Client stranger = registry.engineer("datasets-2");
        stranger.upload("theirs", "a.jsonl", "{\"input\":\"q\",\"references\":[]}")
                .expect(409, "conflict");
        stranger.get(DATASETS + "theirs/versions/1").expect(404, "not-found");
        stranger.get(DATASETS + "theirs/versions/1/records").expect(404, "not-found");
        assertThat(stored("theirs")).isOne();
    }

    @Test
    void numbersUploadsThatComeAtOnce() throws Exception {
        Client engineer = engineer();
        engineer.put(DATASETS + "at-once", "{}").expect(201);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> uploads = IntStream.range(0, 4)
                    .mapToObj(_ -> threads.submit(() -> engineer.upload(
                            "at-once",
                            "a.jsonl",
                            lines(2_000, i -> "{\"id\":" + i + ",\"input\":\"q\",\"references\":[]}"))))
                    .toList();
            List<Integer> numbers = new ArrayList<>();
            for (Future<Answer> upload : uploads) {
                numbers.add(upload.get().expect(201).body().path("version").asInt());
            }
            assertThat(numbers).containsExactlyInAnyOrder(1, 2, 3, 4);
        }
        assertThat(stored("at-once")).isEqualTo(8_000);
    }

    /// 60 MB. What lives in the heap meanwhile (client and service share it) is measured after collections.
    @Test
    void streamsALargeFileThroughLittleMemory() throws Exception {
        int records = 30_000;
        String text = "Lorem ipsum dolor sit amet ".repeat(70);
        long before = living();
        AtomicLong most = new AtomicLong();
        try (ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor()) {
            Future<?> sampling = sampler.scheduleWithFixedDelay(
                    () -> most.accumulateAndGet(living(), Math::max), 500, 500, TimeUnit.MILLISECONDS);
            Answer made = engineer()
                    .upload(
                            "streamed",
                            "a.jsonl",
                            () -> new GeneratedFile(
                                    records,
                                    i -> "{\"id\":" + i + ",\"input\":\"" + text + "\",\"references\":[\"a\"]}"))
                    .expect(201);
            sampling.cancel(false);
            assertThat(made.body().path("records").asInt()).isEqualTo(records);
        }
        assertThat(most.get() - before).isLessThan(30_000_000);
        assertThat(stored("streamed")).isEqualTo(records);
    }

    private static long living() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void refusesFilesOverTwoHundredMegabytes() {
        String text = "x".repeat(100_000);
        engineer()
                .upload(
                        "too-large",
                        "a.jsonl",
                        () -> new GeneratedFile(
                                2_200, i -> "{\"id\":" + i + ",\"input\":\"" + text + "\",\"references\":[]}"))
                .expect(413, "body-too-large");
        engineer().get(DATASETS + "too-large").expect(404, "not-found");
    }

    private static String lines(int count, IntFunction<String> line) {
        StringBuilder lines = new StringBuilder();
        IntStream.rangeClosed(1, count).forEach(i -> lines.append(line.apply(i)).append('\n'));
        return lines.toString();
    }
}
