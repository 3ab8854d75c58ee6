package io.plumbline.eval.panel.annotation;

import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.panel.annotation.AnnotationView.Asked;
import io.plumbline.eval.panel.annotation.AnnotationView.ShownItem;
import io.plumbline.eval.panel.annotation.AnnotationView.Task;
import io.plumbline.eval.panel.annotation.AnnotationView.Work;
import io.plumbline.eval.panel.document.PanelProblem;
import io.plumbline.eval.panel.document.Scores;
import io.plumbline.eval.panel.ledger.Annotator;
import io.plumbline.eval.panel.ledger.AnnotatorStore;
import io.plumbline.eval.panel.ledger.Assignment;
import io.plumbline.eval.panel.ledger.Assignment.Decision;
import io.plumbline.eval.panel.ledger.Assignment.SkipReason;
import io.plumbline.eval.panel.ledger.AssignmentStore;
import io.plumbline.eval.panel.ledger.Panel;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.eval.panel.ledger.PanelStore;
import io.plumbline.eval.rubric.RubricCatalog;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The work of an annotator: only their own items, without what would bias a label. Personal data in the texts is
/// replaced for callers who may not read the content of calls.
///
/// Time is measured by this server from the first view of an item to its decision.
@Service
class AnnotationTasks {

    private static final int MOST_TASKS = 100;

    private final PanelStore panels;
    private final AnnotatorStore annotators;
    private final AssignmentStore assignments;
    private final RubricCatalog rubrics;
    private final Redactor redactor;
    private final Clock clock;

    AnnotationTasks(
            PanelStore panels,
            AnnotatorStore annotators,
            AssignmentStore assignments,
            RubricCatalog rubrics,
            Redactor redactor,
            Clock clock) {
        this.panels = panels;
        this.annotators = annotators;
        this.assignments = assignments;
        this.rubrics = rubrics;
        this.redactor = redactor;
        this.clock = clock;
    }

    /// The caller's place in a panel.
    private record Place(Annotator annotator, Panel panel) {}

    /// Returns the caller's places in open panels, the newest first.
    @Transactional(readOnly = true)
    public List<Task> mine() {
        return annotators.ofUser(Callers.current().id(), MOST_TASKS).stream()
                .map(annotator ->
                        task(new Place(annotator, panels.find(annotator.panel()).orElseThrow())))
                .toList();
    }

    /// Returns the next open item of a place.
    @Transactional
    public Work next(UUID task) {
        Place place = place(task);
        return work(place, open(place));
    }

    private @Nullable Assignment open(Place place) {
        return place.panel().takesLabels(clock.instant())
                ? assignments
                        .next(place.panel().name(), place.annotator().slot())
                        .orElse(null)
                : null;
    }

    private Work work(Place place, @Nullable Assignment assignment) {
        RubricDocument rubric = rubric(place.panel());
        return new Work(
                task(place),
                place.panel().document().guidelines(),
                rubric.scale(),
                rubric.criteria().stream()
                        .map(criterion -> new Asked(criterion.name(), criterion.description(), criterion.anchors()))
                        .toList(),
                assignment == null ? null : item(place, assignment));
    }

    private ShownItem item(Place place, Assignment assignment) {
        assignments.shown(assignment.id(), clock.instant());
        PanelItem item = panels.item(assignment.panel(), assignment.item()).orElseThrow();
        boolean whole = Callers.current()
                .may(Permission.CALL_CONTENT_READ, place.panel().team());
        UnaryOperator<String> text = whole ? UnaryOperator.identity() : redactor::redact;
        return new ShownItem(assignment.id(), item.content().shown(assignment.order(), text), assignment.draft());
    }

    private Task task(Place place) {
        AssignmentStore.Progress progress = assignments.progress(place.panel().name()).stream()
                .filter(each -> each.slot() == place.annotator().slot())
                .findFirst()
                .orElse(new AssignmentStore.Progress(0, 0, 0, 0, null));
        return new Task(
                place.annotator().id(),
                place.panel().document().title(),
                place.panel().document().type(),
                progress.total(),
                progress.labelled() + progress.skipped(),
                place.panel().document().deadline());
    }

    /// Keeps an unfinished label.
    ///
    /// @throws ProblemException 409 if the item is decided, or the panel takes no more labels
    @Transactional
    public void draft(UUID task, UUID id, Scores scores) {
        Place place = working(task);
        Assignment assignment = find(place, id);
        check(place.panel(), assignment, scores, false);
        if (!assignments.draft(id, scores)) {
            throw decided();
        }
    }

    /// Stores a label. The same label again changes nothing; of two different ones, the first counts.
    ///
    /// @throws ProblemException 400 for an incomplete label; 409 if the item has another one, or the panel takes no
    ///     more labels
    @Transactional
    public Work label(UUID task, UUID id, Scores scores, @Nullable String comment) {
        Place place = working(task);
        Assignment assignment = find(place, id);
        check(place.panel(), assignment, scores, true);
        decide(place, assignment, scores.unswapped(place.panel().document().type(), assignment.order()), null, comment);
        return work(place, open(place));
    }

    /// Skips an item for a reason, which the people who run the panel see.
    ///
    /// @throws ProblemException 409 if the item has a label, or the panel takes no more labels
    @Transactional
    public Work skip(UUID task, UUID id, SkipReason reason, @Nullable String comment) {
        Place place = working(task);
        decide(place, find(place, id), null, reason, comment);
        return work(place, open(place));
    }

    private void decide(
            Place place,
            Assignment assignment,
            @Nullable Scores labels,
            @Nullable SkipReason skipped,
            @Nullable String comment) {
        Instant now = clock.instant();
        Instant shown = assignment.shownAt();
        double seconds = shown == null ? 0 : Duration.between(shown, now).toMillis() / 1000.0;
        Decision decision = new Decision(labels, skipped, comment, now, seconds);
        if (assignments.decide(assignment.id(), place.annotator().id(), decision)) {
            return;
        }
        Decision first = find(place, assignment.id()).decision();
        if (first == null || !Objects.equals(first.labels(), labels) || first.skipped() != skipped) {
            throw decided();
        }
    }

    /// Opens the annotator's last decision again, with its label as the draft.
    ///
    /// @throws ProblemException 409 if there is none, or the panel takes no more labels
    @Transactional
    public Work undo(UUID task) {
        Place place = working(task);
        Assignment last = assignments
                .last(place.panel().name(), place.annotator().id())
                .orElseThrow(() -> RequestProblem.CONFLICT.because("There is no decision to undo."));
        Scores labels = last.labels();
        assignments.reopen(
                last.id(),
                labels == null ? null : labels.swapped(place.panel().document().type(), last.order()));
        return work(place, find(place, last.id()));
    }

    private void check(Panel panel, Assignment assignment, Scores scores, boolean complete) {
        ProblemException problem =
                PanelProblem.PANEL_INVALID.because("The request is invalid. errors lists each field.");
        scores.check(panel.document().type(), assignment.order().size(), rubric(panel), complete, "/scores", problem);
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    /// Returns the place in a panel that neither closes nor changes before the transaction ends.
    private Place working(UUID task) {
        Annotator annotator = annotator(task);
        Place place = new Place(annotator, panels.share(annotator.panel()).orElseThrow());
        if (!place.panel().takesLabels(clock.instant())) {
            throw PanelProblem.PANEL_CLOSED.because("The labelling has ended. Your earlier labels are stored.");
        }
        return place;
    }

    private Place place(UUID task) {
        Annotator annotator = annotator(task);
        return new Place(annotator, panels.find(annotator.panel()).orElseThrow());
    }

    private Annotator annotator(UUID task) {
        return annotators
                .ofUser(Callers.current().id(), task)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("You have no such task."));
    }

    private Assignment find(Place place, UUID id) {
        return assignments
                .find(place.panel().name(), place.annotator().slot(), id)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("Your task has no such item."));
    }

    private RubricDocument rubric(Panel panel) {
        return rubrics.forTeam(panel.team(), panel.document().rubric())
                .orElseThrow()
                .document();
    }

    private static ProblemException decided() {
        return PanelProblem.ASSIGNMENT_DECIDED.because(
                "Another label of this item is stored. Undo it first if you want to change it.");
    }
}
