package io.plumbline.gateway.route;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A route to be made or replaced.
///
/// @param team whose it is; required unless the credential has exactly one
/// @param fallbacks targets that are tried in this order when a variant's own fails; none unless given
/// @param retries how often each target is tried again; 0 unless given
/// @param policy name of its guard policy; the team's, else `standard`, unless given
/// @param sticky by what a call keeps its variant; by user unless given
record RouteRequest(
        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
        String team,

        @NotNull Environment environment,
        @NotNull @Size(min = 1, max = 20) List<@NotNull @Valid Variant> variants,
        @Size(max = 10) @Nullable List<@NotNull @Valid Target> fallbacks,
        @Min(0) @Max(5) @Nullable Integer retries,

        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
        String policy,

        @Valid @Nullable RouteLimits limits,
        @Nullable Sticky sticky) {

    @JsonIgnore
    @AssertTrue(message = "its variants must have different names, and weights that are not all 0")
    boolean isVariantsDistinct() {
        // What is null has a constraint of its own.
        return variants == null
                || variants.contains(null)
                || (variants.stream().map(Variant::name).distinct().count() == variants.size()
                        && variants.stream().anyMatch(variant -> variant.weight() != null && variant.weight() > 0));
    }

    RouteDefinition definition() {
        return new RouteDefinition(
                variants,
                fallbacks == null ? List.of() : fallbacks,
                retries == null ? 0 : retries,
                policy,
                limits,
                sticky == null ? Sticky.USER : sticky);
    }
}
