package io.plumbline.gateway.analysis;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request to Presidio's analyzer.
///
/// @param text a text, or an array of texts
/// @param language ISO 639 code, or a tag that begins with one, such as `en-US`
/// @param allowListMatch `exact`, or `regex` for expressions that are searched for
@JsonIgnoreProperties(ignoreUnknown = true)
record AnalyzeRequest(
        @NotNull Object text,
        @Size(max = 20) @Nullable String language,
        @Size(max = 500) @Nullable List<@NotNull @Size(max = 100) String> entities,

        @JsonProperty("correlation_id") @Size(max = 200) @Nullable
        String correlationId,

        @JsonProperty("score_threshold") @DecimalMin("0") @DecimalMax("1") @Nullable
        Double scoreThreshold,

        @JsonProperty("return_decision_process") @Nullable Boolean returnDecisionProcess,

        @JsonProperty("ad_hoc_recognizers") @Valid @Size(max = 50) @Nullable
        List<@NotNull AdHocRecognizer> adHocRecognizers,

        @Size(max = 100) @Nullable List<@NotNull @Size(max = 200) String> context,

        @JsonProperty("allow_list") @Size(max = 1_000) @Nullable
        List<@NotNull @Size(max = 500) String> allowList,

        @JsonProperty("allow_list_match") @Pattern(regexp = "exact|regex") @Nullable
        String allowListMatch) {

    /// Leaves out the text.
    @Override
    public String toString() {
        return "AnalyzeRequest[language=" + language + "]";
    }
}
