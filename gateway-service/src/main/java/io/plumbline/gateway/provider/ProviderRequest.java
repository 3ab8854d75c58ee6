package io.plumbline.gateway.provider;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A provider to be made or replaced.
///
/// @param team whose it is; without one it is the platform's and shared with every team
/// @param baseUrl where its API begins, such as `https://api.openai.com/v1`; without a path, `/v1` is
///     meant, or `/openai` for Azure, whose URL may end in `?api-version=`, or `/v1beta` for Gemini
/// @param credential kept sealed and never read back; absent: the one that is there stays; empty: none. Bedrock's is
///     `ACCESS_KEY_ID:SECRET_ACCESS_KEY`, with `:SESSION_TOKEN` and `@REGION` where needed, or a Bedrock API key
/// @param models the names of its models that may be called; absent or empty: any
/// @param limits how much it gets at once, and how long it may take
record ProviderRequest(
        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
        String team,

        @NotNull ProviderKind kind,
        @NotBlank @Size(max = 500) String baseUrl,

        @Schema(accessMode = Schema.AccessMode.WRITE_ONLY)
        @Size(max = 4_000)
        @Pattern(regexp = "[!-~]*", message = "must be printable ASCII without spaces")
        @Nullable
        String credential,

        @Size(max = 1_000) @Nullable List<@NotBlank @Size(max = 200) String> models,
        @Valid @Nullable ProviderLimits limits) {

    List<String> modelsOrAny() {
        return models == null ? List.of() : models;
    }

    /// Never the credential.
    @Override
    public String toString() {
        return "ProviderRequest[kind=" + kind + "]";
    }
}
