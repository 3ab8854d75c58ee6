package io.plumbline.gateway.analysis;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.plumbline.guardrails.scan.Form;
import io.plumbline.guardrails.scan.PatternRecognizer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A recognizer for one request, as Presidio's analyzer takes it: expressions, words that are always found, or
/// both.
@JsonIgnoreProperties(ignoreUnknown = true)
record AdHocRecognizer(
        @Size(max = 100) @Nullable String name,

        @JsonProperty("supported_entity") @NotBlank @Size(max = 100)
        String supportedEntity,

        @JsonProperty("supported_language") @Size(max = 8) @Nullable
        String supportedLanguage,

        @Valid @Size(max = 20) @Nullable List<@NotNull Expression> patterns,

        @JsonProperty("deny_list") @Size(max = 200) @Nullable
        List<@NotBlank @Size(max = 100) String> denyList,

        @JsonProperty("deny_list_score") @DecimalMin("0") @DecimalMax("1") @Nullable
        Double denyListScore,

        @Size(max = 100) @Nullable List<@NotNull @Size(max = 100) String> context) {

    /// @param regex an expression without references and looking around
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Expression(
            @Size(max = 100) @Nullable String name,
            @NotBlank @Size(max = 1_000) String regex,
            @NotNull @DecimalMin("0") @DecimalMax("1") Double score) {}

    /// @throws io.plumbline.guardrails.automaton.PatternException when an expression is none, or too large
    PatternRecognizer recognizer() {
        PatternRecognizer.Builder builder = PatternRecognizer.of(supportedEntity);
        builder.named(name == null ? supportedEntity : name);
        if (patterns != null) {
            for (Expression each : patterns) {
                String formName = each.name() == null ? "pattern" : each.name();
                builder.form(Form.expression(formName, each.score(), each.regex()));
            }
        }
        if (denyList != null) {
            for (String word : denyList) {
                builder.form(Form.literal("deny_list", denyListScore == null ? 1 : denyListScore, word));
            }
        }
        if (supportedLanguage != null) {
            builder.languages(supportedLanguage);
        }
        return context == null
                ? builder.build()
                : builder.context(context.toArray(String[]::new)).build();
    }
}
