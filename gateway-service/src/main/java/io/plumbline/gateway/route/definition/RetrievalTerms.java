package io.plumbline.gateway.route.definition;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Adds passages of a knowledge base of the route's team to the chats of a route. Each caller gets only what the
/// readers of the knowledge base allow.
///
/// @param knowledgeBase its name
/// @param limit maximum number of passages; 5 unless set
/// @param maximumTokens estimated maximum size of all passages of a call; 4,000 unless set
/// @param tags one of which each passage has; any passage unless set
/// @param onFailure what happens if the knowledge base cannot be searched; `REFUSE` unless set
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetrievalTerms(
        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}")
        String knowledgeBase,

        @Min(1) @Max(20) @Nullable Integer limit,
        @Min(100) @Max(32_000) @Nullable Integer maximumTokens,

        @Size(min = 1, max = 20) @Nullable List<@NotNull @Pattern(regexp = "[a-z0-9][a-z0-9:._-]{0,62}") String> tags,

        @Nullable Failure onFailure) {

    private static final int USUAL_LIMIT = 5;
    private static final int USUAL_TOKENS = 4_000;

    /// What happens to a call if the knowledge base cannot be searched.
    public enum Failure {
        /// The call fails with 503.
        REFUSE,
        /// The model answers without passages.
        CONTINUE
    }

    @JsonIgnore
    public int limitOrUsual() {
        return Objects.requireNonNullElse(limit, USUAL_LIMIT);
    }

    @JsonIgnore
    public int tokensOrUsual() {
        return Objects.requireNonNullElse(maximumTokens, USUAL_TOKENS);
    }

    @JsonIgnore
    public List<String> tagsOrAny() {
        return Objects.requireNonNullElse(tags, List.of());
    }

    @JsonIgnore
    public Failure onFailureOrUsual() {
        return Objects.requireNonNullElse(onFailure, Failure.REFUSE);
    }
}
