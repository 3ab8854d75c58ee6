package io.plumbline.eval.panel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.eval.panel.document.PanelDocument;
import io.plumbline.eval.panel.document.Scores;
import io.plumbline.eval.panel.ledger.Adjudication;
import io.plumbline.eval.panel.ledger.Annotator;
import io.plumbline.eval.panel.ledger.AssignmentStore.Progress;
import io.plumbline.eval.panel.ledger.Panel;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.eval.panel.result.PanelResult;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Bodies of the API of panels.
final class PanelRequests {

    private PanelRequests() {}

    /// @param total number of assignments
    /// @param decided number of labelled and skipped ones
    /// @param closedAt null while it takes labels
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PanelResponse(
            String name,
            int revision,
            @JsonUnwrapped PanelDocument document,
            Panel.State state,
            UUID runId,
            int total,
            int decided,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant closedAt) {

        static PanelResponse from(Panel panel, List<Progress> progress) {
            return new PanelResponse(
                    panel.name(),
                    panel.revision(),
                    panel.document(),
                    panel.state(),
                    panel.runId(),
                    progress.stream().mapToInt(Progress::total).sum(),
                    progress.stream()
                            .mapToInt(each -> each.labelled() + each.skipped())
                            .sum(),
                    panel.createdAt(),
                    panel.updatedAt(),
                    panel.closedAt());
        }
    }

    /// @param name shown to the people who run the panel, not to the annotator
    /// @param user id of an existing user with the role annotator in the team; default: a new one, with a link
    record AnnotatorRequest(
            @NotNull @Pattern(regexp = "[^\\p{Cntrl}]{1,100}", message = "must be 1 to 100 characters on one line")
            String name,

            @Nullable UUID user) {}

    /// @param link opens the annotator's session once; shown only now
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AnnotatorResponse(
            UUID id,
            int slot,
            String name,
            @Nullable String user,
            int total,
            int labelled,
            int skipped,
            @Nullable Double medianSeconds,
            Instant createdAt,
            @Nullable String link,
            @Nullable Instant linkExpiresAt) {

        static AnnotatorResponse from(Annotator annotator, List<Progress> progress) {
            Progress own = progress.stream()
                    .filter(each -> each.slot() == annotator.slot())
                    .findFirst()
                    .orElse(new Progress(annotator.slot(), 0, 0, 0, null));
            return new AnnotatorResponse(
                    annotator.id(),
                    annotator.slot(),
                    annotator.name(),
                    annotator.user(),
                    own.total(),
                    own.labelled(),
                    own.skipped(),
                    own.medianSeconds(),
                    annotator.createdAt(),
                    null,
                    null);
        }

        AnnotatorResponse withLink(String opened, Instant until) {
            return new AnnotatorResponse(
                    id, slot, name, user, total, labelled, skipped, medianSeconds, createdAt, opened, until);
        }
    }

    /// The label that counts instead of the annotators'.
    ///
    /// @param scores criterion → numbers, in the order of the stored answers
    record AdjudicationRequest(
            @NotEmpty @Size(max = 10)
            Map<@Size(max = 40) String, @NotNull @Size(min = 1, max = 5) List<@NotNull Integer>> scores,

            @Size(max = 2_000) @Nullable String comment) {}

    /// An item with its labels.
    ///
    /// @param disagreement mean distance of two labels, 0..1
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DisputedItem(
            int item,
            String recordId,
            @Nullable String slice,
            PanelItem.Content content,
            double disagreement,
            List<GivenLabel> labels,
            @Nullable Adjudication adjudication) {

        DisputedItem withTexts(UnaryOperator<String> text) {
            return new DisputedItem(item, recordId, slice, content.shown(text), disagreement, labels, adjudication);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GivenLabel(int slot, Scores scores, @Nullable String comment) {}

    /// How the labels are combined.
    ///
    /// @param weighting default: EQUAL
    /// @param withoutFailedChecks default: false
    record CloseRequest(
            PanelResult.@Nullable Weighting weighting,
            @Nullable Boolean withoutFailedChecks) {

        PanelResult.Options options() {
            return new PanelResult.Options(
                    weighting == null ? PanelResult.Weighting.EQUAL : weighting,
                    Boolean.TRUE.equals(withoutFailedChecks));
        }
    }
}
