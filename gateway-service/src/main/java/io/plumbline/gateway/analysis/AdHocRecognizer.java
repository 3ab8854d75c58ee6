package io.plumbline.gateway.analysis;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.personaldata.country.check.NamedChecksum;
import io.plumbline.personaldata.scan.Form;
import io.plumbline.personaldata.scan.PatternRecognizer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A recognizer for one request, in the format of Presidio's analyzer: expressions, words that are always found,
/// or both. A checksum is an extension of Presidio: a match of an expression is certain if the checksum is valid,
/// otherwise it does not count.
@JsonIgnoreProperties(ignoreUnknown = true)
record AdHocRecognizer(
        @Size(max = 100) @Nullable String name,

        @JsonProperty("supported_entity") @NotBlank @Size(max = 100)
        String supportedEntity,

        @JsonProperty("supported_language") @Size(max = 20) @Nullable
        String supportedLanguage,

        @Valid @Size(max = 20) @Nullable List<@NotNull Expression> patterns,

        @JsonProperty("deny_list") @Size(max = 200) @Nullable
        List<@NotBlank @Size(max = 100) String> denyList,

        @JsonProperty("deny_list_score") @DecimalMin("0") @DecimalMax("1") @Nullable
        Double denyListScore,

        @Size(max = 20) @Nullable String checksum,
        @Size(max = 100) @Nullable List<@NotNull @Size(max = 100) String> context) {

    /// @param regex an expression without backreferences and lookaround
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Expression(
            @Size(max = 100) @Nullable String name,
            @NotBlank @Size(max = 1_000) String regex,
            @NotNull @DecimalMin("0") @DecimalMax("1") Double score) {}

    /// Returns one recognizer for the expressions and one for the deny list, to which no checksum applies.
    ///
    /// @throws io.plumbline.personaldata.automaton.PatternException if an expression is invalid or too large
    List<PatternRecognizer> recognizers() {
        PatternRecognizer.Builder expressions = builder();
        if (checksum != null) {
            expressions.checksum(checksum(checksum)::holds);
        }
        if (patterns != null) {
            for (Expression each : patterns) {
                String formName = each.name() == null ? "pattern" : each.name();
                expressions.form(Form.expression(formName, each.score(), each.regex()));
            }
        }
        PatternRecognizer.Builder denied = builder();
        if (denyList != null) {
            for (String word : denyList) {
                denied.form(Form.literal("deny_list", denyListScore == null ? 1 : denyListScore, word));
            }
        }
        return List.of(expressions.build(), denied.build());
    }

    private PatternRecognizer.Builder builder() {
        PatternRecognizer.Builder builder = PatternRecognizer.of(supportedEntity);
        builder.named(name == null ? supportedEntity : name);
        String language = LanguageCode.of(supportedLanguage);
        if (language != null) {
            builder.languages(language);
        }
        return context == null ? builder : builder.context(context.toArray(String[]::new));
    }

    private static NamedChecksum checksum(String named) {
        return NamedChecksum.of(named)
                .orElseThrow(() -> RequestProblem.INVALID_REQUEST.because(
                        "checksum must be one of " + String.join(", ", NamedChecksum.NAMES) + "."));
    }
}
