package io.plumbline.gateway.route.definition;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;

/// A target that receives a share of the calls as copies and whose answers are discarded.
///
/// @param share of the calls, above 0 and at most 1
public record Shadow(
        @NotNull @Valid Target target,
        @NotNull @DecimalMin("0.0001") @DecimalMax("1") Double share) {}
