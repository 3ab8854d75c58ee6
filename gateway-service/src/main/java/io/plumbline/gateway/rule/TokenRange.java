package io.plumbline.gateway.rule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// A range of input tokens, estimated at four characters each.
///
/// @param from inclusive; 0 unless set
/// @param below exclusive; unlimited unless set
@JsonInclude(JsonInclude.Include.NON_NULL)
record TokenRange(
        @Min(0) @Max(MOST) @Nullable Long from,
        @Min(1) @Max(MOST) @Nullable Long below) {

    private static final long MOST = 1_000_000_000;

    @JsonIgnore
    @AssertTrue(message = "must have from, below or both, and from must be less than below")
    public boolean isRange() {
        if (from == null || below == null) {
            return from != null || below != null;
        }
        return from < below;
    }

    boolean holds(long tokens) {
        return (from == null || tokens >= from) && (below == null || tokens < below);
    }
}
