package io.plumbline.registry.asset;

import io.plumbline.configuration.RiskTier;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// The desired state of a model or prompt: the body of its `PUT`, with its newest version and its aliases.
///
/// @param version the body that registers a version, which should be the newest; null for none
/// @param aliases alias → version; other aliases stay unchanged
public record AssetDeclaration<V>(
        @Nullable @Pattern(regexp = Names.NAME) String team,

        @Nullable @Size(max = 2000) String description,

        @Nullable RiskTier riskTier,

        @Nullable @Size(max = 50) List<@NotNull @Pattern(regexp = Names.SUITE) String> requiredSuites,

        @Nullable @Size(max = 50) @JsonDeserialize(using = Tags.class)
        Map<@NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._/-]{0,99}") String, @NotNull @Size(max = 500) String>
                tags,

        @Nullable @Valid V version,

        @Nullable @Size(max = 100)
        Map<@NotNull @Pattern(regexp = Names.ALIAS) String, @NotNull @Min(1) @Max(999_999_999) Integer> aliases) {

    public AssetDraft draft() {
        return new AssetRequest(team, description, riskTier, requiredSuites, tags).draft();
    }

    public Map<String, Integer> aliasesOrNone() {
        return Objects.requireNonNullElse(aliases, Map.of());
    }
}
