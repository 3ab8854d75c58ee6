package io.plumbline.eval.judge;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.rubric.RubricDocument;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// A model that rates by a rubric.
///
/// @param team the judge's team; optional for a caller with exactly one
/// @param rubric `name@version`
/// @param model `registry:name@version`, or the name of a route
/// @param samples ratings per item if the provider returns no log-probabilities; default 1
/// @param temperature of the calls; default 0 for one sample and 1 for several
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JudgeDocument(
        @Pattern(regexp = RubricDocument.NAME, message = "must be a team's name") @Nullable
        String team,

        @NotNull @Pattern(regexp = RubricDocument.NAME + "@[1-9][0-9]{0,8}", message = "must be NAME@VERSION")
        String rubric,

        @NotNull
        @Pattern(
                regexp = "registry:" + RubricDocument.NAME + "@[1-9][0-9]{0,8}|" + RubricDocument.NAME,
                message = "must be registry:NAME@VERSION or a route's name")
        String model,

        @Min(1) @Max(10) @Nullable Integer samples,
        @DecimalMin("0") @DecimalMax("2") @Nullable Double temperature,
        @Nullable Long seed) {

    static final String REGISTRY = "registry:";

    public int samplesOrOne() {
        return samples == null ? 1 : samples;
    }

    public double temperatureOrDefault() {
        if (temperature != null) {
            return temperature;
        }
        return samplesOrOne() == 1 ? 0 : 1;
    }

    public long seedOrZero() {
        return seed == null ? 0 : seed;
    }

    JudgeDocument ofTeam(String owner) {
        return new JudgeDocument(owner, rubric, model, samples, temperature, seed);
    }
}
