package io.plumbline.eval.metric.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The definition of a metric; in JSON, a name alone suffices.
///
/// @param name name of a metric, an assertion, `custom:NAME` of a configured scorer, or `set`
/// @param as name of its scores; default: its name
/// @param options options of the metric
/// @param negate whether it is inverted: maximum − score, at least 0
/// @param weight within a set; default 1
/// @param of the metrics of a set, whose score is their weighted mean, each on a scale of 0 to 1
/// @param threshold of a set: it then scores 1 from there on and 0 below
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricDefinition(
        @NotNull @Size(min = 1, max = 63) String name,

        @Pattern(regexp = LABEL, message = "must be 1 to 63 letters, digits, or any of _ -") @Nullable
        String as,

        @Size(max = 20) @Nullable Map<@Size(max = 63) String, Object> options,
        @Nullable Boolean negate,

        @DecimalMin(value = "0", inclusive = false) @DecimalMax("1000") @Nullable
        Double weight,

        @Size(min = 1, max = 20) @Nullable List<@NotNull @Valid MetricDefinition> of,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double threshold) {

    private static final String LATENCY = "latency";

    public static final String LABEL = "[A-Za-z0-9][A-Za-z0-9_-]{0,62}";

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public MetricDefinition {}

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static MetricDefinition of(String name) {
        return new MetricDefinition(name, null, null, null, null, null, null);
    }

    /// Returns the name of its scores.
    public String label() {
        return as == null ? name : as;
    }

    /// Whether it, or a part of it, measures latency, for which earlier answers are meaningless.
    public boolean measuresLatency() {
        return name.equals(LATENCY) || (of != null && of.stream().anyMatch(MetricDefinition::measuresLatency));
    }

    boolean negated() {
        return Boolean.TRUE.equals(negate);
    }

    double weightOrOne() {
        return weight == null ? 1 : weight;
    }
}
