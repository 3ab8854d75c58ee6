package io.plumbline.gateway.budget;

import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.route.ServedTarget;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// An answer that a call was charged for, whether or not its client got it.
///
/// @param served who gave it
/// @param costUsd null when the price is not known
/// @param lost whether nothing of it came, so that what it used is an estimate
public record PaidAnswer(
        ServedTarget served, TokenUsage usage, @Nullable BigDecimal costUsd, boolean lost) {}
