package io.plumbline.eval.benchmark.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The score of an answer.
///
/// @param values 0..1 by metric
/// @param byProbability 0..1 by metric, from the probabilities of the letters; null if the provider gives none
/// @param extracted the part of the answer that was compared; null if none was found
/// @param note why it is wrong, without text of the answer; null if there is nothing to add
/// @param parts number of parts that values between 0 and 1 are shares of, such as instructions
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ItemScore(
        Map<String, Double> values,
        @Nullable Map<String, Double> byProbability,
        @Nullable String extracted,
        @Nullable String note,
        int parts) {

    ItemScore(
            Map<String, Double> values,
            @Nullable Map<String, Double> byProbability,
            @Nullable String extracted,
            @Nullable String note) {
        this(values, byProbability, extracted, note, 1);
    }

    static ItemScore of(String metric, boolean right, @Nullable String note) {
        return new ItemScore(Map.of(metric, right ? 1.0 : 0.0), null, null, note);
    }
}
