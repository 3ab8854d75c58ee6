package io.plumbline.eval.panel.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/// Who labels what.
///
/// @param annotators number of annotators
/// @param perItem number of annotators of each item; at most `annotators`
/// @param seed seed of the selection of items; default: 0
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PanelDesign(
        @NotNull @Min(1) @Max(100) Integer annotators,
        @NotNull @Min(1) @Max(20) Integer perItem,
        @Min(-MOST_SEED) @Max(MOST_SEED) @Nullable Long seed) {

    /// Larger whole numbers have no canonical form.
    static final long MOST_SEED = 9_007_199_254_740_991L;

    public long seedOrZero() {
        return seed == null ? 0 : seed;
    }
}
