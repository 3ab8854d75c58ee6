package io.plumbline.registry.knowledge.search;

import io.plumbline.registry.knowledge.KnowledgeBaseTags;
import io.plumbline.registry.knowledge.extraction.DocumentFormat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The body of a search.
///
/// @param topK number of results, 1..100; default: 10
record SearchRequest(
        @NotBlank @Size(max = 4000) String query,

        @Nullable @Min(1) @Max(100) Integer topK,

        @Nullable @Valid Filter filter) {

    private static final int DEFAULT_TOP_K = 10;

    /// Conditions, all of which a result satisfies.
    ///
    /// @param tags one of which the chunk has
    /// @param documents ids of the only documents
    /// @param formats of the only documents
    record Filter(
            @Nullable @Size(max = 50) Set<@NotNull @Pattern(regexp = KnowledgeBaseTags.TAG) String> tags,

            @Nullable @Size(max = 200) Set<@NotNull @Size(max = 128) String> documents,

            @Nullable @Size(max = 20) Set<@NotNull DocumentFormat> formats) {

        Set<String> tagsOrNone() {
            return Objects.requireNonNullElse(tags, Set.of());
        }

        Set<DocumentFormat> formatsOrNone() {
            return Objects.requireNonNullElse(formats, Set.of());
        }
    }

    Filter filterOrNone() {
        return filter == null ? new Filter(null, null, null) : filter;
    }

    int results() {
        return topK == null ? DEFAULT_TOP_K : topK;
    }
}
