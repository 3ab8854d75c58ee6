package io.plumbline.eval.rubric;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The instructions for a rating, with the anchors of each level.
///
/// @param team the rubric's team; optional for a caller with exactly one
/// @param scale the levels of every criterion
/// @param needs required material besides question and answer
/// @param steps the judge's first steps, in order; the same for every item, as in G-Eval
/// @param passAt lowest level that counts as good, for binary agreement; default: the upper half
/// @param examples rated answers shown to the judge
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RubricDocument(
        @Pattern(regexp = NAME, message = "must be a team's name") @Nullable
        String team,

        @NotBlank @Size(max = 2_000) String description,
        @NotNull @Valid Scale scale,
        @NotNull @Size(min = 1, max = 10) List<@NotNull @Valid Criterion> criteria,
        @Size(max = 2) @Nullable List<@NotNull Need> needs,
        @Size(max = 20) @Nullable List<@NotBlank @Size(max = 2_000) String> steps,
        @Nullable Integer passAt,
        @Size(max = 10) @Nullable List<@NotNull @Valid Example> examples) {

    /// The form of names of rubrics, judges and teams.
    public static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    /// The kinds of required material.
    public enum Need {
        /// A known good answer for comparison.
        REFERENCES,
        /// The text that must support the answer.
        CONTEXT
    }

    /// Whole levels, including both ends.
    public record Scale(
            @Min(0) @Max(99) int min, @Min(1) @Max(100) int max) {

        @JsonIgnore
        public int levels() {
            return max - min + 1;
        }

        /// Returns the distance between two levels, in 0..1.
        @JsonIgnore
        public double step() {
            return 1.0 / (max - min);
        }

        /// Converts a level, or a mean of levels, to 0..1.
        public double normalized(double level) {
            return (level - min) / (max - min);
        }
    }

    /// One criterion.
    ///
    /// @param weight its weight in the rubric's score, relative to the other criteria; default 1
    /// @param anchors the description of each level: every level of the scale, as a number in a string, has one
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Criterion(
            @NotNull @Pattern(regexp = "[a-z][a-z0-9_]{0,39}", message = "must be lower case, such as tone_of_voice")
            String name,

            @NotBlank @Size(max = 2_000) String description,
            @Positive @DecimalMax("100") @Nullable Double weight,
            @NotNull @Size(min = 2, max = 11) Map<@Size(max = 3) String, @NotBlank @Size(max = 1_000) String> anchors) {

        public double weightOrOne() {
            return weight == null ? 1 : weight;
        }
    }

    /// A rated answer.
    ///
    /// @param scores criterion → level
    /// @param reason the reason in a sentence or two
    public record Example(
            @NotNull @Size(max = 4_000) String input,
            @NotNull @Size(max = 4_000) String answer,
            @NotNull @Size(min = 1, max = 10) Map<@Size(max = 40) String, @NotNull Integer> scores,
            @NotBlank @Size(max = 1_000) String reason) {}

    public boolean needs(Need need) {
        return needs != null && needs.contains(need);
    }

    public List<String> stepsOrNone() {
        return steps == null ? List.of() : steps;
    }

    public List<Example> examplesOrNone() {
        return examples == null ? List.of() : examples;
    }

    /// Returns the lowest level that counts as good.
    @JsonIgnore
    public int passLevel() {
        return passAt == null ? scale.min() + (scale.levels() + 1) / 2 : passAt;
    }

    /// Returns the rubric's score, 0..1: the weighted mean of its criteria's levels, each converted to 0..1.
    ///
    /// @param levels of every criterion, in the rubric's order; fractional for means
    public double score(double[] levels) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < criteria.size(); i++) {
            double weight = criteria.get(i).weightOrOne();
            sum += weight * scale.normalized(levels[i]);
            weights += weight;
        }
        return sum / weights;
    }

    /// Returns a copy with that team.
    RubricDocument ofTeam(@Nullable String owner) {
        return new RubricDocument(owner, description, scale, criteria, needs, steps, passAt, examples);
    }
}
