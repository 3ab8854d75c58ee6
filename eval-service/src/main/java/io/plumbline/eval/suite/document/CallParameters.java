package io.plumbline.eval.suite.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parameters that a suite sends with each call instead of production's: deviations, by the names of OpenAI's
/// API.
///
/// @param seed seed of the first repeat, incremented for each further one; sent instead of the suite's `seed`,
///     which is then used only for sampling
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallParameters(
        @DecimalMin("0") @DecimalMax("2") @Nullable Double temperature,

        @JsonProperty("top_p") @DecimalMin("0") @DecimalMax("1") @Nullable
        Double topP,

        @JsonProperty("max_tokens") @Min(1) @Max(1_000_000) @Nullable
        Integer maxTokens,

        @JsonProperty("presence_penalty") @DecimalMin("-2") @DecimalMax("2") @Nullable
        Double presencePenalty,

        @JsonProperty("frequency_penalty") @DecimalMin("-2") @DecimalMax("2") @Nullable
        Double frequencyPenalty,

        @Min(SuiteDocument.LEAST_SEED) @Max(SuiteDocument.MOST_SEED) @Nullable
        Long seed) {

    /// Returns the given parameters except the seed, as sent.
    Map<String, Object> withoutSeed() {
        Map<String, Object> given = new LinkedHashMap<>();
        put(given, "temperature", temperature);
        put(given, "top_p", topP);
        put(given, "max_tokens", maxTokens);
        put(given, "presence_penalty", presencePenalty);
        put(given, "frequency_penalty", frequencyPenalty);
        return given;
    }

    private static void put(Map<String, Object> given, String name, @Nullable Object value) {
        if (value != null) {
            given.put(name, value);
        }
    }
}
