package io.plumbline.gateway.provider;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A provider to create or replace.
///
/// @param team that owns it; without one it belongs to the platform and is shared with every team
/// @param baseUrl of its API, such as `https://api.openai.com/v1`. The default path is `/v1`, or `/openai` for
///     Azure, whose URL may end in `?api-version=`, or `/v1beta` for Gemini
/// @param credential stored encrypted and never returned; absent: keeps the stored one; empty: none. Bedrock's is
///     `ACCESS_KEY_ID:SECRET_ACCESS_KEY`, with `:SESSION_TOKEN` and `@REGION` if needed, or a Bedrock API key
/// @param models the names of its models that may be called; absent or empty: any
/// @param limits concurrency and time limits
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

    /// Leaves out the credential.
    @Override
    public String toString() {
        return "ProviderRequest[kind=" + kind + "]";
    }
}
