package io.plumbline.eval.suite.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The knowledge base of a suite. Each item's question is searched there. The passages are the field `passages` of the
/// suite's messages, and metrics compare answers with them. If the answer of a route cites passages of a knowledge
/// base, these count instead, with their texts from this one.
///
/// @param knowledgeBase its name, of the suite's team
/// @param limit maximum number of passages; default 5
/// @param tags one of which each passage has; default: any passage
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetrievalRule(
        @NotNull @Pattern(regexp = SuiteDocument.NAME, message = "must be the name of a knowledge base")
        String knowledgeBase,

        @Min(1) @Max(20) @Nullable Integer limit,

        @Size(min = 1, max = 20) @Nullable
        List<@NotNull @Pattern(regexp = "[a-z0-9][a-z0-9:._-]{0,62}", message = "must be a tag") String> tags) {

    /// The field of the suite's messages that stands for the passages.
    public static final String PASSAGES = "passages";

    private static final int USUAL_LIMIT = 5;

    public int limitOrUsual() {
        return limit == null ? USUAL_LIMIT : limit;
    }

    public List<String> tagsOrAny() {
        return tags == null ? List.of() : tags;
    }
}
