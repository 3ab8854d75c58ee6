package io.plumbline.registry.mlflow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The bodies of MLflow's requests. Members that other versions of MLflow send are ignored, as its server does.
final class MlflowRequests {

    private static final int MAX_NAME = 250;
    private static final int MAX_TEXT = 5_000;
    private static final int MAX_TAGS = 100;

    private MlflowRequests() {}

    /// A tag.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Tag(
            @NotBlank @Size(max = MAX_NAME) String key,
            @Nullable @Size(max = MAX_TEXT) String value) {

        String valueOrEmpty() {
            return value == null ? "" : value;
        }

        static Map<String, String> map(@Nullable List<Tag> tags) {
            Map<String, String> map = new LinkedHashMap<>();
            if (tags != null) {
                tags.forEach(tag -> map.put(tag.key(), tag.valueOrEmpty()));
            }
            return map;
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record CreateModel(
            @NotBlank @Size(max = MAX_NAME) String name,
            @Nullable @Size(max = MAX_TEXT) String description,
            @Nullable @Size(max = MAX_TAGS) List<@NotNull @Valid Tag> tags) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record UpdateModel(
            @NotBlank @Size(max = MAX_NAME) String name,
            @Nullable @Size(max = MAX_TEXT) String description) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Model(@NotBlank @Size(max = MAX_NAME) String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ModelTag(
            @NotBlank @Size(max = MAX_NAME) String name,
            @NotBlank @Size(max = MAX_NAME) String key,
            @Nullable @Size(max = MAX_TEXT) String value) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record LatestVersions(
            @NotBlank @Size(max = MAX_NAME) String name,
            @Nullable @Size(max = 4) List<@NotNull String> stages) {}

    /// @param version absent if the alias is removed
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Alias(
            @NotBlank @Size(max = MAX_NAME) String name,
            @NotBlank @Size(max = MAX_NAME) String alias,
            @Nullable String version) {}

    /// @param source where the files of the version are
    @JsonIgnoreProperties(ignoreUnknown = true)
    record CreateVersion(
            @NotBlank @Size(max = MAX_NAME) String name,
            @NotBlank @Size(max = 2000) String source,

            @JsonProperty("run_id") @Nullable @Size(max = 200)
            String runId,

            @JsonProperty("run_link") @Nullable @Size(max = 2000)
            String runLink,

            @Nullable @Size(max = MAX_TEXT) String description,
            @Nullable @Size(max = MAX_TAGS) List<@NotNull @Valid Tag> tags) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record UpdateVersion(
            @NotBlank @Size(max = MAX_NAME) String name,
            @NotBlank String version,
            @Nullable @Size(max = MAX_TEXT) String description) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Version(
            @NotBlank @Size(max = MAX_NAME) String name,
            @NotBlank String version) {}

    /// @param archiveExisting whether the versions that are in the stage now go to Archived
    @JsonIgnoreProperties(ignoreUnknown = true)
    record TransitionStage(
            @NotBlank @Size(max = MAX_NAME) String name,
            @NotBlank String version,
            @NotBlank String stage,

            @JsonProperty("archive_existing_versions") @Nullable
            Boolean archiveExisting) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record VersionTag(
            @NotBlank @Size(max = MAX_NAME) String name,
            @NotBlank String version,
            @NotBlank @Size(max = MAX_NAME) String key,
            @Nullable @Size(max = MAX_TEXT) String value) {}
}
