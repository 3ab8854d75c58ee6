package io.plumbline.gateway.budget.ledger;

import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.route.resolve.ServedTarget;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// An answer that a call was charged for, whether or not its client received it.
///
/// @param served the target that answered
/// @param costUsd null if the price is unknown
/// @param lost whether nothing of it arrived, so that its usage is an estimate
public record PaidAnswer(
        ServedTarget served, TokenUsage usage, @Nullable BigDecimal costUsd, boolean lost) {}
