package io.plumbline.registry.asset;

import io.plumbline.configuration.RiskTier;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// The body that creates or replaces a model or prompt.
///
/// @param riskTier default: LIMITED
/// @param requiredSuites the suites whose newest gate must PASS before a version enters production
/// @param tags an object of names and values, or a list of names
public record AssetRequest(
        @Nullable @Pattern(regexp = Names.NAME) String team,

        @Nullable @Size(max = 2000) String description,

        @Nullable RiskTier riskTier,

        @Nullable @Size(max = 50) List<@NotNull @Pattern(regexp = Names.SUITE) String> requiredSuites,

        @Nullable @Size(max = 50) @JsonDeserialize(using = Tags.class)
        Map<@NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._/-]{0,99}") String, @NotNull @Size(max = 500) String>
                tags) {

    public AssetDraft draft() {
        return new AssetDraft(
                Objects.requireNonNullElse(description, ""),
                Objects.requireNonNullElse(riskTier, RiskTier.LIMITED),
                Objects.requireNonNullElse(requiredSuites, List.of()),
                Objects.requireNonNullElse(tags, Map.of()));
    }
}
