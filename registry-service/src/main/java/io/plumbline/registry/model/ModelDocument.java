package io.plumbline.registry.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.registry.asset.Names;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a model version is: the body that registers it, and the document that is kept.
///
/// @param provider the gateway's provider that serves it
/// @param upstreamModel its name there
/// @param base the version that it was made from, `name@version`
/// @param trainingData the dataset versions that it was trained on, each `name@version`
/// @param parameters defaults of calls, such as the temperature
/// @param license SPDX expression, or the name of a licence
record ModelDocument(
        @NotNull Kind kind,

        @NotNull @Pattern(regexp = Names.NAME) String provider,

        @NotNull @Pattern(regexp = "[^\\s\\p{Cntrl}]{1,200}")
        String upstreamModel,

        @Nullable @Pattern(regexp = Names.REFERENCE) String base,

        @Nullable @Valid Adapter adapter,

        @Size(max = 100) List<@NotNull @Pattern(regexp = Names.REFERENCE) String> trainingData,

        @Nullable @Size(max = 100) Map<String, Object> parameters,

        @Nullable @Size(min = 1, max = 200) String license,

        @Size(max = 100) List<@NotNull @Valid Artifact> artifacts) {

    ModelDocument {
        trainingData = Objects.requireNonNullElse(trainingData, List.of());
        artifacts = Objects.requireNonNullElse(artifacts, List.of());
    }

    /// What a version is in relation to others.
    enum Kind {
        FOUNDATION,
        FINE_TUNED,
        ADAPTER
    }

    /// How a model was adapted.
    ///
    /// @param settings further facts of the method, such as the rank of a LoRA
    record Adapter(
            @NotNull Method method,
            @JsonAnySetter @JsonAnyGetter @Size(max = 100) Map<String, Object> settings) {

        /// The methods.
        enum Method {
            LORA,
            QLORA,
            SFT,
            DPO,
            RLHF,
            DISTILLATION
        }
    }

    /// A file that belongs to the version and lies elsewhere.
    ///
    /// @param digest such as `sha256:` and 64 hexadecimal digits
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Artifact(
            @NotBlank @Size(max = 2000) String uri,

            @Nullable @Size(min = 1, max = 200) String name,

            @Nullable @Pattern(regexp = "[a-z0-9]{1,20}:[0-9a-f]{32,128}")
            String digest,

            @Nullable @Size(min = 1, max = 200) String mediaType,

            @Nullable @PositiveOrZero Long sizeBytes) {}
}
