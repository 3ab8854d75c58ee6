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

/// The document of a model version, both as sent and as stored.
///
/// @param provider the gateway's provider of the model
/// @param upstreamModel the provider's name for the model
/// @param base the version it derives from, `name@version`
/// @param trainingData the dataset versions it was trained on, each `name@version`
/// @param parameters default call parameters, for example the temperature
/// @param license SPDX expression or name of a licence
/// @param run the training run that produced it
public record ModelDocument(
        @NotNull Kind kind,

        @NotNull @Pattern(regexp = Names.NAME) String provider,

        @NotNull @Pattern(regexp = "[^\\s\\p{Cntrl}]{1,200}")
        String upstreamModel,

        @Nullable @Pattern(regexp = Names.REFERENCE) String base,

        @Nullable @Valid Adapter adapter,

        @Size(max = 100) List<@NotNull @Pattern(regexp = Names.REFERENCE) String> trainingData,

        @Nullable @Size(max = 100) Map<String, Object> parameters,

        @Nullable @Size(min = 1, max = 200) String license,

        @Size(max = 100) List<@NotNull @Valid Artifact> artifacts,

        @Nullable @Valid Run run) {

    public ModelDocument {
        trainingData = Objects.requireNonNullElse(trainingData, List.of());
        artifacts = Objects.requireNonNullElse(artifacts, List.of());
    }

    /// The origin of a version.
    public enum Kind {
        FOUNDATION,
        FINE_TUNED,
        ADAPTER
    }

    /// The adaptation of a model.
    ///
    /// @param settings further facts of the method, for example the rank of a LoRA
    public record Adapter(
            @NotNull Method method,
            @JsonAnySetter @JsonAnyGetter @Size(max = 100) Map<String, Object> settings) {

        /// The methods.
        public enum Method {
            LORA,
            QLORA,
            SFT,
            DPO,
            RLHF,
            DISTILLATION
        }
    }

    /// A file of the version, stored elsewhere.
    ///
    /// @param uri for example an address in S3, or an OCI reference with a digest
    /// @param name the path of the file within the model
    /// @param digest for example `sha256:` and 64 hexadecimal digits
    /// @param head the first bytes of the file in base64, at most 512; they prove its format
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Artifact(
            @NotBlank @Size(max = 2000) String uri,

            @Nullable @Size(min = 1, max = 200) String name,

            @Nullable @Pattern(regexp = "[a-z0-9]{1,20}:[0-9a-f]{32,128}")
            String digest,

            @Nullable @Size(min = 1, max = 200) String mediaType,

            @Nullable @PositiveOrZero Long sizeBytes,

            @Nullable @Pattern(regexp = "[A-Za-z0-9+/]{1,683}={0,2}")
            String head) {}

    /// A training run, recorded elsewhere.
    ///
    /// @param id its id there, for example the id of an MLflow run
    /// @param link its address
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Run(
            @Nullable @Size(min = 1, max = 200) String id,
            @Nullable @Size(min = 1, max = 2000) String link) {}
}
