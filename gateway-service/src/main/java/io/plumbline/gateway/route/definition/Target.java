package io.plumbline.gateway.route.definition;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// The destination of calls: a version of a registered model, by number (`model`, `version`) or by alias
/// (`model`, `alias`), or a provider's model called directly (`provider`, `model`).
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Target(
        @Size(min = 1, max = 200) @Nullable String model,
        @Min(1) @Max(999_999_999) @Nullable Integer version,

        @Pattern(regexp = "[a-z][a-z0-9._-]{0,62}") @Nullable
        String alias,

        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
        String provider) {

    @JsonIgnore
    @AssertTrue(message = "must be {model, version}, {model, alias} or {provider, model}")
    public boolean isWellFormed() {
        int ways = (version == null ? 0 : 1) + (alias == null ? 0 : 1) + (provider == null ? 0 : 1);
        return model != null && ways == 1;
    }

    /// Whether it bypasses the registry.
    @JsonIgnore
    public boolean isDirect() {
        return provider != null;
    }

    /// Returns a readable name.
    @JsonIgnore
    public String label() {
        if (provider != null) {
            return provider + "/" + model;
        }
        return model + "@" + (version == null ? alias : version);
    }
}
