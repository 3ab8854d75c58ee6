package io.plumbline.eval.ranking;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Preferences between systems, such as those of a judge's comparisons or of a panel.
///
/// @param seed of the draws; default 0
record ArenaRequest(
        @NotEmpty @Size(max = 20_000) List<@NotNull @Valid ArenaPreference> preferences,
        @Nullable Long seed) {

    static final String SYSTEM = "[^\\p{Cntrl}]{1,100}";

    /// The side that was preferred.
    enum Winner {
        FIRST,
        SECOND,
        TIE
    }

    /// @param first a system, such as `support-assistant@2`
    /// @param winner `TIE` also if a judge decided differently with the sides swapped
    /// @param item what both answered; preferences on the same item are drawn together; default: one of its own
    record ArenaPreference(
            @NotNull @Pattern(regexp = SYSTEM, message = "must be 1 to 100 characters on one line")
            String first,

            @NotNull @Pattern(regexp = SYSTEM, message = "must be 1 to 100 characters on one line")
            String second,

            @NotNull Winner winner,

            @Pattern(regexp = "[^\\p{Cntrl}]{1,200}", message = "must be 1 to 200 characters on one line") @Nullable
            String item) {}
}
