package io.plumbline.eval.panel.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.panel.document.AttentionCheck;
import io.plumbline.eval.panel.document.PanelDesign;
import io.plumbline.eval.panel.document.PanelDocument;
import io.plumbline.eval.panel.document.PanelSource;
import io.plumbline.eval.panel.document.PanelType;
import io.plumbline.eval.rubric.RubricDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a schedule creates: every few months, a panel on a stratified sample of the newest version of a dataset. A
/// plan for preference data keeps such a dataset of production calls, redacted and with consent.
///
/// @param everyMonths months between two panels; default 3
/// @param source its dataset, without a version
/// @param title shown to annotators; must not name a model
/// @param rubric `name@version`: its criteria are labelled
/// @param guidelines Markdown, shown to annotators beside each item
/// @param checks items with a known label
/// @param daysOpen days until the deadline of each panel; default: none
/// @param floor lowest mean score, 0..1, for the panel's verdict; default: none
@JsonInclude(JsonInclude.Include.NON_NULL)
record PanelSchedule(
        @Pattern(regexp = RubricDocument.NAME, message = "must be a team's name") @Nullable
        String team,

        @Min(1) @Max(12) @Nullable Integer everyMonths,
        @NotNull @Valid ScheduledSource source,
        @NotBlank @Size(max = 200) String title,

        @NotNull @Pattern(regexp = RubricDocument.NAME + "@[1-9][0-9]{0,8}", message = "must be NAME@VERSION")
        String rubric,

        @Size(max = 50_000) @Nullable String guidelines,
        @NotNull @Valid PanelDesign design,
        @Size(max = 50) @Nullable List<@NotNull @Valid AttentionCheck> checks,
        @Min(1) @Max(365) @Nullable Integer daysOpen,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double floor) {

    private static final int QUARTER = 3;

    /// @param dataset name of the dataset
    /// @param answer the field with the answer; default: `completion`, as in plans for preference data
    /// @param strata fields of the records; each combination of their values gives equally many items; default:
    ///     `route` and `label`
    /// @param items number of items; default 100
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ScheduledSource(
            @NotNull @Pattern(regexp = RubricDocument.NAME, message = "must be a dataset's name")
            String dataset,

            @Pattern(regexp = PanelSource.FIELD, message = "must be a field's name") @Nullable
            String answer,

            @Size(min = 1, max = 3) @Nullable
            List<@NotNull @Pattern(regexp = PanelSource.FIELD, message = "must be a field's name") String> strata,

            @Min(1) @Max(PanelSource.MOST_ITEMS) @Nullable Integer items) {}

    PanelSchedule ofTeam(String owner) {
        return new PanelSchedule(
                owner, everyMonths, source, title, rubric, guidelines, design, checks, daysOpen, floor);
    }

    int months() {
        return everyMonths == null ? QUARTER : everyMonths;
    }

    /// Returns the panel to create now.
    ///
    /// @param version version of the dataset
    PanelDocument panel(String owner, int version, Instant now) {
        PanelSource sample = new PanelSource(
                source.dataset() + "@" + version,
                List.of(Objects.requireNonNullElse(source.answer(), "completion")),
                null,
                Objects.requireNonNullElse(source.items(), 100),
                null,
                Objects.requireNonNullElse(source.strata(), List.of("route", "label")));
        Instant deadline = daysOpen == null ? null : now.plus(Duration.ofDays(daysOpen));
        return new PanelDocument(
                owner, title, PanelType.SINGLE, rubric, guidelines, sample, design, checks, deadline, floor);
    }
}
