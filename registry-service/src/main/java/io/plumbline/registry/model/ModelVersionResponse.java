package io.plumbline.registry.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.registry.asset.AssetVersion;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.promotion.VersionStage;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/// A model version in the API.
///
/// @param digest of the canonical document (RFC 8785), `sha256:` and 64 hexadecimal digits
record ModelVersionResponse(
        String name,
        int version,
        String team,
        VersionStage stage,
        @JsonUnwrapped ModelDocument document,
        String digest,
        Instant createdAt,
        Author createdBy) {

    static ModelVersionResponse from(String name, AssetVersion version, VersionStage stage, JsonMapper json) {
        return new ModelVersionResponse(
                name,
                version.number(),
                version.team(),
                stage,
                json.readValue(version.document(), ModelDocument.class),
                version.digest(),
                version.createdAt(),
                version.createdBy());
    }
}
