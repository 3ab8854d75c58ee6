package io.plumbline.registry.prompt;

import io.plumbline.registry.asset.Names;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The body that renders a prompt version, named directly or by an alias.
///
/// @param alias used without a version; default `production`
/// @param variables an object with a value for each variable without a default
record PointedRenderRequest(
        @Nullable @Min(1) Integer version,

        @Nullable @Pattern(regexp = Names.ALIAS) String alias,

        @Nullable JsonNode variables) {

    String aliasOrProduction() {
        return Objects.requireNonNullElse(alias, "production");
    }
}
