package io.plumbline.gateway.analysis;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request to Presidio's anonymizer.
///
/// @param analyzerResults the results of `/analyze`, which may overlap
/// @param anonymizers an operator for an entity, or for `DEFAULT`; `replace` for all others
@JsonIgnoreProperties(ignoreUnknown = true)
record AnonymizeRequest(
        @NotNull @Size(max = 2_000_000) String text,
        @Valid @Size(max = 200) @Nullable Map<String, @NotNull PresidioOperator> anonymizers,

        @JsonProperty("analyzer_results") @NotNull @Valid @Size(max = 100_000)
        List<@NotNull Result> analyzerResults) {

    /// @param start first code point
    /// @param end one past the last code point
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Result(
            @JsonProperty("entity_type") @NotNull @Size(max = 100)
            String entityType,

            @NotNull @Min(0) Integer start,
            @NotNull @Min(0) Integer end,
            @Nullable Double score) {}

    /// Leaves out the text.
    @Override
    public String toString() {
        return "AnonymizeRequest[]";
    }
}
