package io.plumbline.registry.knowledge;

import io.plumbline.knowledge.chunk.ChunkingSettings;
import io.plumbline.knowledge.chunk.ChunkingStrategy;
import io.plumbline.registry.asset.Names;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The body that creates or replaces a knowledge base.
///
/// @param embedding default: `MINILM`
/// @param chunking default: `HEADING`, 500 characters with 50 of overlap
/// @param redaction default: `MASK`
/// @param keepOriginal whether files are kept, encrypted, after their ingestion
/// @param readers principals (`team:NAME`, `role:CODE`, `user:ID`, `key:ID`) that may read documents which name no
///     readers; default: everyone with the permission in the team
/// @param tagReaders tag → the only principals that may read chunks with it
record KnowledgeBaseRequest(
        @Nullable @Pattern(regexp = Names.NAME) String team,

        @Nullable @Size(max = 2000) String description,

        @Nullable Embedding embedding,

        @Nullable @Valid Chunking chunking,

        @Nullable @Valid Redaction redaction,

        @Nullable Boolean keepOriginal,

        @Nullable @Size(max = 50) List<@NotNull @Pattern(regexp = ReaderRules.PRINCIPAL) String> readers,

        @Nullable @Size(max = 50)
        Map<
                        @Pattern(regexp = KnowledgeBaseTags.TAG) String,
                        @NotEmpty @Size(max = 50) Set<@NotNull @Pattern(regexp = ReaderRules.PRINCIPAL) String>>
                tagReaders) {

    static final int MAX_CHUNK = 8_000;

    private static final String ENTITY = "[A-Z][A-Z0-9_]{0,62}";

    /// The member `chunking`.
    ///
    /// @param size maximum length of a chunk in characters; default: 1,000
    /// @param overlap characters that a chunk repeats from the one before, at most half of `size`; default: a
    ///     tenth of `size`
    record Chunking(
            @NotNull ChunkingStrategy strategy,

            @Nullable @Min(ChunkingSettings.SMALLEST) @Max(MAX_CHUNK)
            Integer size,

            @Nullable @Min(0) Integer overlap) {

        @AssertTrue(message = "must be at most half of size")
        boolean isOverlapSmall() {
            return overlap == null || overlap <= length() / 2;
        }

        private int length() {
            return Objects.requireNonNullElse(size, ChunkingSettings.DEFAULT.size());
        }

        ChunkingSettings settings() {
            return new ChunkingSettings(strategy, length(), Objects.requireNonNullElse(overlap, length() / 10));
        }
    }

    /// The member `redaction`.
    ///
    /// @param entities the only entity types it applies to; default: all but those of everyday talk
    /// @param overrides entity type → its own action
    record Redaction(
            @NotNull RedactionAction action,

            @Nullable @Size(max = 100) Set<@NotNull @Pattern(regexp = ENTITY) String> entities,

            @Nullable @Size(max = 100) Map<@Pattern(regexp = ENTITY) String, @NotNull RedactionAction> overrides) {

        RedactionPolicy policy() {
            return new RedactionPolicy(
                    action,
                    Objects.requireNonNullElse(entities, Set.of()),
                    Objects.requireNonNullElse(overrides, Map.of()));
        }
    }

    KnowledgeBaseTerms terms() {
        return new KnowledgeBaseTerms(
                Objects.requireNonNullElse(description, ""),
                Objects.requireNonNullElse(embedding, Embedding.MINILM),
                chunking == null ? ChunkingSettings.DEFAULT : chunking.settings(),
                redaction == null ? RedactionPolicy.DEFAULT : redaction.policy(),
                Boolean.TRUE.equals(keepOriginal),
                new ReaderRules(
                        readers == null ? Set.of() : Set.copyOf(readers),
                        Objects.requireNonNullElse(tagReaders, Map.of())));
    }
}
