package io.plumbline.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.knowledge.index.DocumentChange.Clear;
import io.plumbline.knowledge.index.DocumentChange.Delete;
import io.plumbline.knowledge.index.DocumentChange.Replace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every kind of index does.
public abstract class ChunkIndexContract {

    protected static final IndexSettings SETTINGS = new IndexSettings(
            "test",
            3,
            IndexLanguage.ENGLISH,
            Map.of(
                    "year",
                    FieldType.NUMBER,
                    "valid",
                    FieldType.TIME,
                    "region",
                    FieldType.KEYWORD,
                    "final",
                    FieldType.BOOLEAN));
    protected static final CallerAccess CLAIMS = new CallerAccess(Set.of("claims"), Set.of(), Set.of());

    /// Opens the index of the current test.
    protected abstract ChunkIndex open(IndexSettings settings);

    @Test
    void findsByWordsByVectorAndByBoth() {
        try (ChunkIndex index = open(SETTINGS)) {
            index.apply(
                    List.of(new Replace(
                            "handbook",
                            List.of(
                                    chunk("words", "Deadlines of claims", 0, 0, 1),
                                    chunk("vector", "Something else", 1, 0, 0),
                                    chunk("both", "The deadline", 1, .1f, 0)))),
                    "7");

            assertThat(found(index, "deadlines", null)).containsExactlyInAnyOrder("words", "both");
            assertThat(found(index, null, new float[] {1, 0, 0})).startsWith("vector", "both");
            ChunkHit best = index.search(query("deadlines", new float[] {1, 0, 0}, SearchFilter.none(), CLAIMS))
                    .getFirst();
            assertThat(best.chunkId()).isEqualTo("both");
            assertThat(best.documentId()).isEqualTo("handbook");
            assertThat(best.vectorRank()).isEqualTo(2);
            assertThat(best.similarity()).isBetween(.99, 1.0);
            assertThat(index.position()).isEqualTo("7");
        }
    }

    @Test
    void replacesAndDeletesDocumentsAtOnce() {
        try (ChunkIndex index = open(SETTINGS)) {
            assertThat(index.isEmpty()).isTrue();
            index.apply(
                    List.of(
                            new Replace("one", List.of(text("one-0", "alpha"), text("one-1", "alpha"))),
                            new Replace("two", List.of(text("two-0", "alpha")))),
                    "1");
            index.apply(List.of(new Replace("one", List.of(text("one-2", "alpha"))), new Delete("two")), "2");

            assertThat(found(index, "alpha", null)).containsExactly("one-2");
            assertThat(index.chunks()).isEqualTo(1);
            assertThat(index.generation()).isEqualTo(2);

            index.apply(List.of(new Clear()), "3");
            assertThat(found(index, "alpha", null)).isEmpty();
            assertThat(index.isEmpty()).isFalse();
        }
    }

    @Test
    void findsWhatTheCallerMayReadHoweverMuchElseIsNearer() {
        List<IndexedChunk> chunks = new ArrayList<>();
        List<ChunkAccess> closed = List.of(
                ChunkAccess.ofTeam("other"),
                new ChunkAccess("claims", Set.of("user:bob"), Set.of()),
                new ChunkAccess("claims", Set.of(), Set.of()),
                new ChunkAccess("claims", Set.of("*"), Set.of("gdpr:special-category")));
        IntStream.range(0, 800).forEach(i -> chunks.add(chunk("closed-" + i, "secret secret", closed.get(i % 4))));
        chunks.add(new IndexedChunk(
                "open",
                "one secret among many other words",
                new float[] {0, 1, 0},
                new ChunkAccess("claims", Set.of("user:ann"), Set.of("ccpa:sensitive")),
                Set.of(),
                Map.of()));
        CallerAccess ann = new CallerAccess(Set.of("claims"), Set.of("user:ann"), Set.of("ccpa:sensitive"));
        float[] near = {1, 0, 0};
        try (ChunkIndex index = open(SETTINGS)) {
            index.apply(List.of(new Replace("d", chunks)), "1");

            assertThat(index.search(query("secret", near, SearchFilter.none(), ann)))
                    .singleElement()
                    .satisfies(hit -> {
                        assertThat(hit.chunkId()).isEqualTo("open");
                        assertThat(hit.keywordRank()).isEqualTo(1);
                        assertThat(hit.vectorRank()).isEqualTo(1);
                    });
            assertThat(index.search(query("secret", near, SearchFilter.none(), CLAIMS)))
                    .isEmpty();
            CallerAccess nobody = new CallerAccess(Set.of(), Set.of("user:ann"), Set.of("ccpa:sensitive"));
            assertThat(index.search(query("secret", near, SearchFilter.none(), nobody)))
                    .isEmpty();
            CallerAccess cleared = new CallerAccess(Set.of("claims"), Set.of(), Set.of("gdpr:special-category"));
            assertThat(index.search(query("secret", null, SearchFilter.none(), cleared)))
                    .hasSize(10)
                    .allMatch(hit -> Integer.parseInt(hit.chunkId().substring(7)) % 4 == 3);
        }
    }

    @Test
    void filtersByMetadataTagsAndDocument() {
        try (ChunkIndex index = open(SETTINGS)) {
            index.apply(
                    List.of(
                            new Replace("a", List.of(chunk("a", Set.of("x"), Map.of("year", List.of("2024", "2025"))))),
                            new Replace(
                                    "b",
                                    List.of(chunk("b", Set.of("y"), Map.of("valid", List.of("2026-01-31T00:00:00Z"))))),
                            new Replace(
                                    "c",
                                    List.of(chunk(
                                            "c",
                                            Set.of("x", "y"),
                                            Map.of("region", List.of("EU"), "final", List.of("true")))))),
                    "1");

            assertThat(found(index, new SearchFilter.Equal("year", "2025.0"))).containsExactly("a");
            assertThat(found(index, new SearchFilter.In("region", Set.of("EU", "US"))))
                    .containsExactly("c");
            assertThat(found(index, new SearchFilter.Range("year", null, "2024")))
                    .containsExactly("a");
            assertThat(found(index, new SearchFilter.Range("valid", "2026-01-31T00:00:00Z", null)))
                    .containsExactly("b");
            assertThat(found(index, new SearchFilter.Range("valid", "2026-01-31T00:00:00.001Z", null)))
                    .isEmpty();
            assertThat(found(index, new SearchFilter.Tagged(Set.of("x")))).containsExactly("a", "c");
            assertThat(found(index, new SearchFilter.OfDocument(Set.of("a", "b"))))
                    .containsExactly("a", "b");
            assertThat(found(index, new SearchFilter.Not(new SearchFilter.Equal("final", "true"))))
                    .containsExactly("a", "b");
            assertThat(found(index, new SearchFilter.Any(List.of()))).isEmpty();
            assertThat(found(
                            index,
                            new SearchFilter.All(List.of(
                                    new SearchFilter.Tagged(Set.of("y")),
                                    new SearchFilter.Any(List.of(
                                            new SearchFilter.Equal("region", "US"),
                                            new SearchFilter.Equal("valid", "2026-01-31T00:00:00Z")))))))
                    .containsExactly("b");
        }
    }

    @Test
    void refusesQueriesThatItCannotAnswer() {
        SearchFilter deep = new SearchFilter.Tagged(Set.of("x"));
        for (int i = 0; i < 8; i++) {
            deep = new SearchFilter.Not(deep);
        }
        Map<SearchFilter, String> wrong = Map.of(
                new SearchFilter.Equal("colour", "red"),
                "/filter",
                new SearchFilter.Equal("year", "soon"),
                "/filter",
                new SearchFilter.Range("region", "a", "b"),
                "/filter",
                new SearchFilter.All(List.of(new SearchFilter.In("valid", Set.of("yesterday")))),
                "/filter/all/0",
                deep,
                "/filter");
        try (ChunkIndex index = open(SETTINGS)) {
            wrong.forEach((filter, pointer) -> assertThatThrownBy(() -> found(index, filter))
                    .isInstanceOfSatisfying(
                            InvalidSearchException.class,
                            invalid -> assertThat(invalid.pointer()).isEqualTo(pointer)));
            assertThatThrownBy(() -> found(index, null, new float[2])).isInstanceOf(InvalidSearchException.class);
            assertThatThrownBy(() -> found(index, null, new float[] {Float.NaN, 0, 0}))
                    .isInstanceOf(InvalidSearchException.class);
            assertThatThrownBy(() -> found(index, "x".repeat(8_001), null)).isInstanceOf(InvalidSearchException.class);
            assertThatThrownBy(() -> new SearchQuery("x", null, SearchFilter.none(), CLAIMS, 201))
                    .isInstanceOf(InvalidSearchException.class);
            assertThat(found(index, "?!", new float[3])).isEmpty();
        }
    }

    @Test
    void changesNothingIfOneChunkDoesNotFit() {
        try (ChunkIndex index = open(SETTINGS)) {
            index.apply(List.of(new Replace("one", List.of(text("one", "alpha")))), "1");
            List<DocumentChange> changes = List.of(
                    new Delete("one"),
                    new Replace("two", List.of(chunk("two", Set.of(), Map.of("year", List.of("soon"))))));

            assertThatThrownBy(() -> index.apply(changes, "2")).isInstanceOf(IllegalArgumentException.class);
            index.apply(List.of(), "3");

            assertThat(found(index, "alpha", null)).containsExactly("one");
        }
    }

    @Test
    void comparesWordsByTheLanguage() {
        try (ChunkIndex index = open(new IndexSettings("test", 3, IndexLanguage.ANY, Map.of()))) {
            index.apply(List.of(new Replace("d", List.of(text("fr", "Ça a coûté"), text("ja", "契約書の期限")))), "1");

            assertThat(found(index, "coute", null)).containsExactly("fr");
            assertThat(found(index, "期限", null)).containsExactly("ja");
        }
    }

    protected static List<String> found(ChunkIndex index, String text, float[] vector) {
        return index.search(query(text, vector, SearchFilter.none(), CLAIMS)).stream()
                .map(ChunkHit::chunkId)
                .toList();
    }

    private static List<String> found(ChunkIndex index, SearchFilter filter) {
        return index.search(query("alpha", new float[] {1, 0, 0}, filter, CLAIMS)).stream()
                .map(ChunkHit::chunkId)
                .sorted()
                .toList();
    }

    protected static SearchQuery query(String text, float[] vector, SearchFilter filter, CallerAccess caller) {
        return new SearchQuery(text, vector, filter, caller, 10);
    }

    protected static IndexedChunk text(String id, String text) {
        return new IndexedChunk(id, text, null, ChunkAccess.ofTeam("claims"), Set.of(), Map.of());
    }

    private static IndexedChunk chunk(String id, String text, float... vector) {
        return new IndexedChunk(id, text, vector, ChunkAccess.ofTeam("claims"), Set.of(), Map.of());
    }

    protected static IndexedChunk chunk(String id, String text, ChunkAccess access) {
        return new IndexedChunk(id, text, new float[] {1, 0, 0}, access, Set.of(), Map.of());
    }

    private static IndexedChunk chunk(String id, Set<String> tags, Map<String, List<String>> metadata) {
        return new IndexedChunk(id, "alpha", new float[] {1, 0, 0}, ChunkAccess.ofTeam("claims"), tags, metadata);
    }
}
