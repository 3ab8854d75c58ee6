package io.plumbline.eval.panel.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An item with a known label, which every annotator gets. It counts neither for agreement nor for scores.
///
/// @param expected criterion → the right label, in the order of `answers`; criteria may be missing
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttentionCheck(
        @NotNull @Size(max = 100_000) String input,
        @Size(max = 200_000) @Nullable String context,

        @NotNull @Size(min = 1, max = PanelSource.MOST_ANSWERS)
        List<@NotNull @Size(max = 100_000) String> answers,

        @NotNull @Size(min = 1, max = 10)
        Map<@Size(max = 40) String, @NotNull @Size(min = 1, max = 5) List<@NotNull Integer>> expected) {}
