package io.plumbline.registry.finetuning.executor;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.registry.finetuning.watch.MetricPoint;
import io.plumbline.registry.model.ModelDocument.Artifact;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The outcome of a training.
///
/// @param succeeded whether there is a model
/// @param reason why there is none
/// @param upstreamModel the provider's name for the model; default: that of the job
/// @param tokens trained on
/// @param artifacts the files of the model, with digests
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingResult(
        @NotNull Boolean succeeded,

        @Nullable @Size(min = 1, max = 500) String reason,

        @Nullable @Pattern(regexp = "[^\\s\\p{Cntrl}]{1,200}")
        String upstreamModel,

        @Nullable @PositiveOrZero @Max(MetricPoint.MAX_TOKENS)
        Long tokens,

        @Nullable @Size(max = 100) List<@NotNull @Valid Artifact> artifacts) {

    static TrainingResult failed(String reason) {
        return new TrainingResult(false, reason, null, null, null);
    }

    public List<Artifact> files() {
        return Objects.requireNonNullElse(artifacts, List.of());
    }
}
