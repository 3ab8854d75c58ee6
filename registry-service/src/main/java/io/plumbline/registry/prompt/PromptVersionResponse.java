package io.plumbline.registry.prompt;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.registry.asset.AssetVersion;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.promotion.VersionStage;
import java.time.Instant;

/// A prompt version in the API.
///
/// @param digest of the canonical document (RFC 8785), `sha256:` and 64 hexadecimal digits
record PromptVersionResponse(
        String name,
        int version,
        String team,
        VersionStage stage,
        @JsonUnwrapped PromptDocument document,
        String digest,
        Instant createdAt,
        Author createdBy) {

    static PromptVersionResponse from(String name, AssetVersion version, VersionStage stage, PromptDocument document) {
        return new PromptVersionResponse(
                name,
                version.number(),
                version.team(),
                stage,
                document,
                version.digest(),
                version.createdAt(),
                version.createdBy());
    }
}
