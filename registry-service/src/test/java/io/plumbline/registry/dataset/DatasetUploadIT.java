package io.plumbline.registry.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import io.plumbline.registry.dataset.file.GeneratedFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How uploads come in, and which are refused.
class DatasetUploadIT extends DatasetTests {

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
                "a.xlsx|PK|415|unknown-dataset-format",
                "a.json|[]|400|invalid-dataset",
                "a.parquet|PAR1 and nothing more|400|invalid-dataset"
            })
    void refusesFilesThatHoldNoRecords(String fileName, String content, int status, String slug) {
        engineer().upload("no-records", fileName, content).expect(status, slug);
        engineer().get(DATASETS + "no-records").expect(404, "not-found");
    }

    @Test
    void storesTheSameRecordsFromEveryFormatGzippedOrNot() throws IOException {
        Client engineer = engineer();
        Map<String, String> files = Map.of(
                "a.jsonl", "{\"id\":\"a\",\"input\":\"Why?\",\"references\":[\"So.\"]}",
                "a.json", "[{\"id\":\"a\",\"input\":\"Why?\",\"references\":[\"So.\"]}]",
                "a.csv", "id,input,references\na,Why?,So.",
                "a.tsv", "id\tinput\treferences\na\tWhy?\tSo.");
        Set<String> digests = new HashSet<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            digests.add(digest(engineer.upload("formats", file.getKey(), file.getValue())));
            digests.add(digest(engineer.upload(
                    "formats",
                    "?format=" + file.getKey().substring(2),
                    "upload",
                    () -> new ByteArrayInputStream(gzipped(file.getValue())))));
        }
        digests.add(digest(engineer.upload(
                "formats",
                "?mapping=question-answer",
                "a.parquet",
                () -> Objects.requireNonNull(DatasetUploadIT.class.getResourceAsStream("qa.parquet")))));
        assertThat(digests).hasSize(1);
        Answer mapped = engineer.upload("mapped", "?mapping=alpaca", "a.json", () -> bytes("""
                        [{"instruction": "Add.", "input": "2, 2", "output": ""}, {"instruction": 7},
                         {"output": "x"}]
                        """))
                .expect(400, "invalid-dataset");
        assertThat(mapped.pointers()).containsExactly("/rows/3/instruction");
    }

    @Test
    void checksAFileWithoutStoringIt() {
        Client engineer = engineer();
        String file = "{\"input\":\"q\",\"references\":[]}\n";
        engineer.upload("checked", "a.jsonl", file).expect(201);
        Answer same = engineer.check("checked", "", "a.jsonl", file).expect(200);
        assertThat(same.body().path("unchanged").asBoolean()).isTrue();
        Answer other = engineer.check("checked", "", "a.jsonl", file + file.replace("q", "r"))
                .expect(200);
        assertThat(other.body().path("unchanged").asBoolean()).isFalse();
        assertThat(other.body().path("records").asInt()).isEqualTo(2);
        engineer.check("checked", "", "a.jsonl", "{}").expect(400, "invalid-dataset");
        String references = "\"a\",".repeat(65).replaceFirst(",$", "");
        Answer tooMany = engineer.check(
                        "checked", "?golden=true", "a.jsonl", "{\"input\":\"q\",\"references\":[" + references + "]}")
                .expect(400, "invalid-dataset");
        assertThat(tooMany.pointers()).containsExactly("/lines/1/references");
        assertThat(stored("checked")).isOne();
        engineer.post(DATASETS + "checked/diff", "{\"golden\": true}").expect(200);
    }

    private static String digest(Answer made) {
        return made.expect(201).body().path("digest").asString();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzipped(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Test
    void refusesBodiesThatAreNotUploads() {
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
    void storesAnUploadOncePerIdempotencyKey() {
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
    void hidesNamesFromOtherTeams() {
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
    void numbersConcurrentUploads() throws Exception {
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
        assertThat(most.get()).as("measured meanwhile").isPositive();
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
}
