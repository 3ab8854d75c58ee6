package io.plumbline.knowledge.index.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plumbline.knowledge.index.CallerAccess;
import io.plumbline.knowledge.index.ChunkAccess;
import io.plumbline.knowledge.index.ChunkHit;
import io.plumbline.knowledge.index.ChunkIndexContract;
import io.plumbline.knowledge.index.DocumentChange.Delete;
import io.plumbline.knowledge.index.DocumentChange.Replace;
import io.plumbline.knowledge.index.IndexLanguage;
import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.knowledge.index.IndexedChunk;
import io.plumbline.knowledge.index.SearchFilter;
import io.plumbline.knowledge.index.SearchQuery;
import io.plumbline.testpostgres.TestDatabase;
import io.plumbline.testpostgres.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The index on a PostgreSQL with pgvector, where there is one.
class PgVectorIndexIT extends ChunkIndexContract {

    private static @Nullable TestDatabase database;
    private static VectorExtension extension;

    private final UUID id = UUID.randomUUID();

    @BeforeAll
    static void createTables() throws SQLException, IOException {
        database = TestPostgres.createWithVectors().orElse(null);
        assumeTrue(database != null, "PostgreSQL with pgvector is not here");
        try (Connection connection = owner().getConnection();
                Statement statement = connection.createStatement()) {
            extension = VectorExtension.find(connection);
            statement.execute(migration().replace("${vectors}", extension.schema()));
        }
    }

    @AfterAll
    static void drop() {
        if (database != null) {
            database.close();
        }
    }

    private static String migration() throws IOException {
        try (InputStream file = PgVectorIndex.class.getResourceAsStream(
                "/db/registry-pgvector/V202612011500__create_knowledge_vector.sql")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static DataSource owner() {
        return database.dataSource("registry_owner");
    }

    @Override
    protected PgVectorIndex open(IndexSettings settings) {
        return PgVectorIndex.open(owner(), extension, id, settings);
    }

    @Test
    void keepsIndexesApartAndBeginsAgainWithOtherSettings() {
        try (PgVectorIndex index = open(SETTINGS);
                PgVectorIndex other = PgVectorIndex.open(owner(), extension, UUID.randomUUID(), SETTINGS)) {
            index.apply(List.of(new Replace("one", List.of(text("a", "alpha")))), "1");
            other.apply(List.of(new Replace("one", List.of(text("a", "alpha beta")))), "9");
            assertThat(index.applyAfter("0", List.of(new Delete("one")), "2")).isFalse();
            assertThat(index.applyAfter("1", List.of(), "2")).isTrue();
            assertThat(open(SETTINGS).position()).isEqualTo("2");
            other.apply(List.of(new Delete("one")), "10");
            assertThat(found(other, "alpha", null)).isEmpty();
            assertThat(found(index, "alpha", null)).containsExactly("a");
            try (PgVectorIndex changed = open(new IndexSettings("newer", 3, IndexLanguage.ENGLISH, Map.of()))) {
                assertThat(changed.isEmpty()).isTrue();
                assertThat(changed.chunks()).isZero();
            }
        }
    }

    @Test
    void findsNearlyWhatAnExactSearchFindsAndAllThatIsAllowed() throws SQLException {
        Random random = new Random(3);
        IndexSettings settings = new IndexSettings("test", 32, IndexLanguage.ENGLISH, Map.of());
        List<float[]> vectors =
                IntStream.range(0, 3_000).mapToObj(_ -> vector(random)).toList();
        List<IndexedChunk> chunks = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            String reader = i % 1_000 == 7 ? "user:ann" : "user:bob";
            chunks.add(new IndexedChunk(
                    "c" + i,
                    "word" + i % 10,
                    vectors.get(i),
                    new ChunkAccess("claims", Set.of(reader), Set.of()),
                    Set.of(),
                    Map.of()));
        }
        CallerAccess bob = new CallerAccess(Set.of("claims"), Set.of("user:bob"), Set.of());
        CallerAccess ann = new CallerAccess(Set.of("claims"), Set.of("user:ann"), Set.of());
        VectorGraph graph = new VectorGraph(owner(), extension, id, settings);
        try (PgVectorIndex index = open(settings)) {
            index.apply(List.of(new Replace("d", chunks)), "1");
            assertThat(graph.build(64)).isTrue();
            assertThat(graph.build(64)).as("it is there").isFalse();
            assertThat(graph.isReady()).isTrue();
            assertThat(graph.progress()).isEmpty();
            double recall = 0;
            for (int i = 0; i < 20; i++) {
                float[] wanted = vector(random);
                Set<String> exact = IntStream.range(0, vectors.size())
                        .filter(each -> each % 1_000 != 7)
                        .boxed()
                        .sorted(Comparator.comparingDouble(each -> -cosine(wanted, vectors.get(each))))
                        .limit(10)
                        .map(each -> "c" + each)
                        .collect(Collectors.toSet());
                recall += index.search(SearchQuery.byVector(wanted, SearchFilter.none(), bob, 10)).stream()
                        .map(ChunkHit::chunkId)
                        .filter(exact::contains)
                        .count();
            }
            assertThat(recall / 200).isGreaterThanOrEqualTo(.95);
            assertThat(index.search(SearchQuery.byVector(vectors.getFirst(), SearchFilter.none(), ann, 10)))
                    .extracting(ChunkHit::chunkId)
                    .as("however many others are nearer")
                    .containsExactlyInAnyOrder("c7", "c1007", "c2007");

            index.apply(List.of(new Delete("d")), "2");
            assertThat(index.search(SearchQuery.byVector(vectors.getFirst(), SearchFilter.none(), ann, 10)))
                    .isEmpty();
            graph.drop();
            assertThat(graph.isReady()).isFalse();
        }
    }

    private static float[] vector(Random random) {
        float[] vector = new float[32];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double ones = 0;
        double others = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            ones += one[i] * one[i];
            others += other[i] * other[i];
        }
        return product / Math.sqrt(ones * others);
    }

    @Test
    void ranksRareWordsAndShortChunksFirst() {
        List<IndexedChunk> chunks = new ArrayList<>();
        IntStream.range(0, 50).forEach(i -> chunks.add(text("common-" + i, "claims claims claims")));
        chunks.add(text("long", "zyzzyva claims " + "filler ".repeat(200)));
        chunks.add(text("short", "the zyzzyva"));
        try (PgVectorIndex index = open(SETTINGS)) {
            index.apply(List.of(new Replace("d", chunks)), "1");
            assertThat(found(index, "claims of a zyzzyva", null))
                    .startsWith("short", "long")
                    .hasSize(10);
        }
    }

    @Test
    void refusesADatabaseWithoutTheExtension() throws SQLException {
        assertThatThrownBy(() -> VectorExtension.check("0.7.4"))
                .isInstanceOf(VectorExtension.UnusableException.class)
                .hasMessageContaining("0.8.0 or later");
        VectorExtension.check("0.8.0");
        VectorExtension.check("0.10");
        VectorExtension.check("1.0");
        try (TestDatabase empty = TestPostgres.createWithVectors().orElseThrow();
                Connection superuser = empty.superuser().getConnection();
                Connection worker = empty.dataSource("registry_worker").getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute("drop extension vector");
            assertThatThrownBy(() -> VectorExtension.find(worker))
                    .hasMessageContaining("CREATE EXTENSION vector SCHEMA registry");
            statement.execute("create schema elsewhere; create extension vector schema elsewhere");
            assertThatThrownBy(() -> VectorExtension.find(worker))
                    .hasMessageContaining("GRANT USAGE ON SCHEMA elsewhere");
        }
    }
}
