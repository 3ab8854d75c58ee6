package io.plumbline.eval.panel.document;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.rubric.RubricDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a panel asks of its annotators.
///
/// @param team the panel's team; optional for a caller with exactly one
/// @param title shown to annotators; must not name a model
/// @param rubric `name@version`: its criteria are labelled
/// @param guidelines Markdown, shown to annotators beside each item
/// @param checks items with a known label
/// @param deadline end of labelling; default: none
/// @param floor lowest mean score of a version, 0..1, for the panel's verdict on it; default: none, and
///     no verdict
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PanelDocument(
        @Pattern(regexp = RubricDocument.NAME, message = "must be a team's name") @Nullable
        String team,

        @NotBlank @Size(max = 200) String title,
        @NotNull PanelType type,

        @NotNull @Pattern(regexp = RubricDocument.NAME + "@[1-9][0-9]{0,8}", message = "must be NAME@VERSION")
        String rubric,

        @Size(max = 50_000) @Nullable String guidelines,
        @NotNull @Valid PanelSource source,
        @NotNull @Valid PanelDesign design,
        @Size(max = 50) @Nullable List<@NotNull @Valid AttentionCheck> checks,
        @Nullable Instant deadline,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double floor) {

    public List<AttentionCheck> checksOrNone() {
        return checks == null ? List.of() : checks;
    }

    /// Returns the number of answers in an item.
    @JsonIgnore
    public int answersPerItem() {
        return type == PanelType.SINGLE ? 1 : source.answerCount();
    }

    public boolean isOverAt(Instant now) {
        return deadline != null && !now.isBefore(deadline);
    }

    /// Returns a copy with that team.
    public PanelDocument ofTeam(String owner) {
        return new PanelDocument(owner, title, type, rubric, guidelines, source, design, checks, deadline, floor);
    }
}
