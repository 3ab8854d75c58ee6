package io.plumbline.registry.prompt;

import io.plumbline.registry.asset.Names;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The body that renders the version of a prompt that it names or that an alias points to.
///
/// @param alias looked at when there is no version; `production` unless given
/// @param variables an object with a value for each variable that has no default
record PointedRenderRequest(
        @Nullable @Min(1) Integer version,

        @Nullable @Pattern(regexp = Names.ALIAS) String alias,

        @Nullable JsonNode variables) {

    String aliasOrProduction() {
        return Objects.requireNonNullElse(alias, "production");
    }
}
