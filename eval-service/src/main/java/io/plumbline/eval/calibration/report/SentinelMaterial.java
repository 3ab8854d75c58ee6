package io.plumbline.eval.calibration.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.judge.rating.JudgedItem;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The part of a sentinel that a judge sees.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SentinelMaterial(
        @NotNull @Size(max = 100_000) String input,
        @NotNull @Size(max = 100_000) String answer,
        @Size(max = 16) @Nullable List<@NotNull @Size(max = 100_000) String> references,
        @Size(max = 200_000) @Nullable String context) {

    public JudgedItem judged() {
        return new JudgedItem(input, references == null ? List.of() : references, context, answer);
    }

    public long characters() {
        long characters = (long) input.length() + answer.length() + (context == null ? 0 : context.length());
        return characters
                + (references == null
                        ? 0
                        : references.stream().mapToLong(String::length).sum());
    }
}
