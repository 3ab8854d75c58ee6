package io.plumbline.eval.panel.annotation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.panel.document.PanelType;
import io.plumbline.eval.panel.document.Scores;
import io.plumbline.eval.panel.ledger.Assignment.SkipReason;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.eval.rubric.RubricDocument;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Bodies of the annotators' API. They name no model, version, dataset, record, panel or other annotator.
final class AnnotationView {

    private AnnotationView() {}

    /// A place in a panel.
    ///
    /// @param task id of the place
    /// @param total number of the annotator's items
    /// @param done number of labelled and skipped ones
    /// @param deadline null without one
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Task(
            UUID task,
            String title,
            PanelType type,
            int total,
            int done,
            @Nullable Instant deadline) {}

    /// What to label now.
    ///
    /// @param guidelines Markdown
    /// @param item null if all are done
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Work(
            Task task,
            @Nullable String guidelines,
            RubricDocument.Scale scale,
            List<Asked> criteria,
            @Nullable ShownItem item) {}

    record Asked(String name, String description, Map<String, String> anchors) {}

    /// An item as the annotator sees it.
    ///
    /// @param id of the assignment
    /// @param content texts, with the answers in this annotator's order
    /// @param draft the unfinished label
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ShownItem(
            UUID id, PanelItem.Content content, @Nullable Scores draft) {}

    /// @param scores criterion → numbers, in the order shown; a draft may lack criteria
    record DraftRequest(
            @NotNull @Size(max = 10)
            Map<@Size(max = 40) String, @NotNull @Size(min = 1, max = 5) List<@NotNull Integer>> scores) {}

    /// @param scores criterion → numbers, in the order shown
    record LabelRequest(
            @NotEmpty @Size(max = 10)
            Map<@Size(max = 40) String, @NotNull @Size(min = 1, max = 5) List<@NotNull Integer>> scores,

            @Size(max = 2_000) @Nullable String comment) {}

    record SkipRequest(
            @NotNull SkipReason reason,
            @Size(max = 2_000) @Nullable String comment) {}
}
