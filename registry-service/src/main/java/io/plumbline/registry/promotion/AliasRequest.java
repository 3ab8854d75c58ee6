package io.plumbline.registry.promotion;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// The body that points an alias at a version.
///
/// @param reason stored in the history; must not contain personal data
record AliasRequest(
        @NotNull @Min(1) Integer version,
        @Nullable @Size(max = 1000) String reason) {}
