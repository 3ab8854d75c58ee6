package io.plumbline.registry.mlflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The bodies of MLflow's responses. Times are milliseconds since 1970, and absent values are left out, as MLflow's
/// server does.
final class MlflowResponses {

    private MlflowResponses() {}

    record Tag(String key, String value) {

        static List<Tag> list(Map<String, String> tags) {
            return tags.entrySet().stream()
                    .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                    .toList();
        }
    }

    record Alias(String alias, String version) {}

    /// A registered model.
    ///
    /// @param latestVersions the newest version in each stage
    record RegisteredModel(
            String name,
            @JsonProperty("creation_timestamp") long createdAt,
            @JsonProperty("last_updated_timestamp") long updatedAt,
            String description,
            @JsonProperty("latest_versions") List<ModelVersion> latestVersions,
            List<Tag> tags,
            List<Alias> aliases) {}

    /// A version of a registered model.
    ///
    /// @param createdBy the opaque id of the user or key that registered it
    /// @param source where its files are; absent if it has none here
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ModelVersion(
            String name,
            String version,
            @JsonProperty("creation_timestamp") long createdAt,
            @JsonProperty("last_updated_timestamp") long updatedAt,
            @JsonProperty("user_id") String createdBy,
            @JsonProperty("current_stage") String stage,
            String description,
            @Nullable String source,
            @JsonUnwrapped Run run,
            String status,
            List<Tag> tags,
            List<String> aliases) {}

    /// The training run of a version.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Run(
            @JsonProperty("run_id") @Nullable String id,
            @JsonProperty("run_link") @Nullable String link) {}

    record ModelBody(@JsonProperty("registered_model") RegisteredModel model) {}

    record VersionBody(@JsonProperty("model_version") ModelVersion version) {}

    record VersionsBody(@JsonProperty("model_versions") List<ModelVersion> versions) {}

    /// @param next the token of the next page; absent on the last page
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ModelPage(
            @JsonProperty("registered_models") List<RegisteredModel> models,
            @JsonProperty("next_page_token") @Nullable String next) {}

    /// @param next the token of the next page; absent on the last page
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VersionPage(
            @JsonProperty("model_versions") List<ModelVersion> versions,
            @JsonProperty("next_page_token") @Nullable String next) {}

    record DownloadUri(@JsonProperty("artifact_uri") String uri) {}

    /// The response of an operation that answers nothing.
    record Done() {}
}
