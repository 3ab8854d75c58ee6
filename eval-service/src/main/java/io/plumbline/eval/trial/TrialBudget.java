package io.plumbline.eval.trial;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Limits that end a trial; null for no limit.
public interface TrialBudget {

    @Nullable
    Integer calls();

    @Nullable
    Long tokens();

    @Nullable
    BigDecimal costUsd();
}
