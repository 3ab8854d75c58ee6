package io.plumbline.registry.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.registry.Registry;
import io.plumbline.registry.knowledge.document.DocumentSearches;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Searches with the index on pgvector, where there is a server with it.
class VectorIndexIT extends DocumentSearches {

    @RegisterExtension
    static final Registry registry = Registry.onPgVector();

    @Override
    protected Registry registry() {
        return registry;
    }

    private static long rows(String word) {
        return registry.superuser().sql("""
                        select count(*) from registry.knowledge_vector v join registry.knowledge_base b on b.id = v.index_id
                        where b.name = ?
                        """).param(word).query(Long.class).single();
    }

    private JsonNode index(String base) {
        return engineer().get(BASES + base + "/index").expect(200).body();
    }

    @Test
    void fillsRebuildsAndForgetsTheIndex() {
        engineer()
                .put(BASES + "vectors", "{\"chunking\": {\"strategy\": \"FIXED\", \"size\": 50, \"overlap\": 0}}")
                .expect(201);
        String long1 = IntStream.range(0, 150)
                .mapToObj(i -> "Clause " + i + " is about quokkas, number " + i * i + ".")
                .collect(Collectors.joining(" "));
        ingest("vectors", "clauses", "clauses.txt", text(long1));
        ingest("vectors", "person", "person.txt", text("A quokka of a person."), "subjects", "customer-9");
        assertThat(index("vectors").path("pending").asInt()).isEqualTo(2);
        registry.service().bean(IndexUpkeep.class).run();
        JsonNode filled = index("vectors");
        assertThat(filled.path("kind").asString()).isEqualTo("PGVECTOR");
        assertThat(filled.path("pending").asInt()).isZero();
        assertThat(filled.path("chunks").asLong()).isEqualTo(rows("vectors")).isGreaterThan(100);
        assertThat(filled.at("/graph/state").asString()).isEqualTo("READY");
        assertThat(found(engineer(), "vectors", "person")).startsWith("person");

        engineer().delete(BASES + "vectors/documents?subject=customer-9").expect(200);
        assertThat(rows("vectors"))
                .as("erased in the same transaction")
                .isEqualTo(filled.path("chunks").asLong() - 1);

        engineer().post(BASES + "vectors/index/rebuild", "").expect(202);
        assertThat(index("vectors").path("pending").asInt()).isPositive();
        assertThat(found(engineer(), "vectors", "person"))
                .doesNotContain("person")
                .contains("clauses");
        assertThat(index("vectors").path("pending").asInt()).isZero();
        assertThat(rows("vectors")).isEqualTo(filled.path("chunks").asLong() - 1);

        registry.engineer("other").get(BASES + "vectors/index").expect(404, "not-found");
        registry.engineer("other").post(BASES + "vectors/index/rebuild", "").expect(404, "not-found");
        engineer().delete(BASES + "vectors").expect(204);
        registry.service().bean(IndexUpkeep.class).run();
        assertThat(registry.superuser()
                        .sql("select count(*) from pg_class where relname like 'knowledge_vector_graph%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void reportsTheExtensionInItsHealth() {
        assertThat(registry.service()
                        .bean(
                                "knowledgeIndexHealthIndicator",
                                org.springframework.boot.health.contributor.HealthIndicator.class)
                        .health()
                        .getStatus()
                        .getCode())
                .isEqualTo("UP");
    }
}
