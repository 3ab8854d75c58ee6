package io.plumbline.registry.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Client;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a replica's disk still has of deleted documents.
class IndexUpkeepIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String BASES = "/api/v1/knowledge-bases/";

    private static Client engineer() {
        return registry.engineer("upkeep");
    }

    private static IndexUpkeep upkeep() {
        return registry.service().bean(IndexUpkeep.class);
    }

    private static void ingest(String base, String id, String text, String subjects) {
        engineer()
                .document(base, id + ".txt", text.getBytes(StandardCharsets.UTF_8), "id", id, "subjects", subjects)
                .expect(202);
        await("the ingestion of " + id + " ends")
                .until(() -> engineer()
                        .get(BASES + base + "/documents/" + id)
                        .body()
                        .path("newest")
                        .path("state")
                        .asString()
                        .equals("INDEXED"));
    }

    private static List<String> found(String base, String word) {
        return engineer()
                .post(BASES + base + "/search", "{\"query\": \"" + word + "\"}")
                .expect(200)
                .body()
                .path("hits")
                .valueStream()
                .map(hit -> hit.path("document").asString())
                .toList();
    }

    private static UUID id(String base) {
        return registry.superuser()
                .sql("select id from registry.knowledge_base where name = ?")
                .param(base)
                .query(UUID.class)
                .single();
    }

    /// The folder of an index, whichever process has it.
    private static Path folder(UUID base) throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(each -> String.valueOf(each.getFileName()).startsWith("plumbline-knowledge"))
                    .map(each -> each.resolve(base.toString()))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String files(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void leavesNothingOfErasedDocumentsOnTheDisk() throws IOException {
        String base = "upkeep-erasure";
        engineer().put(BASES + base, "{\"embedding\": \"NONE\"}").expect(201);
        ingest(base, "kept", "The keptword stays.", "");
        ingest(base, "person", "The 8xqzvunobtainium5 of a person.", "subject-1");
        assertThat(found(base, "8xqzvunobtainium5")).containsExactly("person");
        Path folder = folder(id(base));
        assertThat(files(folder)).contains("8xqzvunobtainium5");

        engineer().delete(BASES + base + "/documents?subject=subject-1").expect(200);
        upkeep().run();

        assertThat(files(folder)).doesNotContain("8xqzvunobtainium5").contains("keptword");
        assertThat(found(base, "keptword")).containsExactly("kept");

        UUID id = id(base);
        engineer().delete(BASES + base).expect(204);
        upkeep().run();
        assertThat(folder).doesNotExist();
        assertThat(registry.superuser()
                        .sql("select count(*) from registry.knowledge_removal where knowledge_base_id = ?")
                        .param(id)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void fillsAnIndexAgainThatMissedForgottenRemovals() {
        String base = "upkeep-forgotten";
        engineer().put(BASES + base, "{\"embedding\": \"NONE\"}").expect(201);
        ingest(base, "stays", "common first", "");
        ingest(base, "goes", "common second", "");
        assertThat(found(base, "common")).containsExactlyInAnyOrder("stays", "goes");

        engineer().delete(BASES + base + "/documents/goes").expect(204);
        ChunkSource source = registry.service().bean(ChunkSource.class);
        Tenancy.asWorker(() -> source.forget(Instant.parse("2100-01-01T00:00:00Z")));

        assertThat(found(base, "common")).containsExactly("stays");
    }
}
