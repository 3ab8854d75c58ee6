package io.plumbline.gateway.restraint;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plumbline.gateway.route.restraint.RestraintKind;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// A restraint to put on a route.
///
/// @param team that owns the route
/// @param variant only for `LOWER_WEIGHT`, which needs it
/// @param by share of its weight that the variant loses; only for `LOWER_WEIGHT`, which needs it
/// @param policy only for `STRICTER_POLICY`, which needs it
/// @param seconds until it ends by itself
/// @param dryRun whether only the answer is computed; false unless set
record RestraintRequest(
        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}")
        String team,

        @NotNull RestraintKind kind,

        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
        String variant,

        @DecimalMin("0.01") @DecimalMax("1") @Nullable Double by,

        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
        String policy,

        @NotBlank @Size(max = 1_000) String reason,
        @NotNull @Min(1) @Max(604_800) Integer seconds,
        @Nullable Boolean dryRun) {

    @JsonIgnore
    @AssertTrue(message = "variant and by belong to LOWER_WEIGHT, which needs both, and policy to STRICTER_POLICY")
    boolean isMatchingItsKind() {
        boolean lowers = kind == RestraintKind.LOWER_WEIGHT;
        return (variant != null) == lowers
                && (by != null) == lowers
                && (policy != null) == (kind == RestraintKind.STRICTER_POLICY);
    }

    @JsonIgnore
    boolean isRehearsal() {
        return Boolean.TRUE.equals(dryRun);
    }
}
