package io.plumbline.eval.panel;

import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.panel.PanelRequests.AdjudicationRequest;
import io.plumbline.eval.panel.PanelRequests.DisputedItem;
import io.plumbline.eval.panel.PanelRequests.GivenLabel;
import io.plumbline.eval.panel.document.PanelProblem;
import io.plumbline.eval.panel.document.PanelType;
import io.plumbline.eval.panel.document.Scores;
import io.plumbline.eval.panel.ledger.Adjudication;
import io.plumbline.eval.panel.ledger.Assignment;
import io.plumbline.eval.panel.ledger.AssignmentStore;
import io.plumbline.eval.panel.ledger.Panel;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.eval.panel.ledger.PanelStore;
import io.plumbline.eval.rubric.RubricCatalog;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The items that annotators disagree on, and the labels that a person decides on.
@Service
class Adjudications {

    private final PanelStore panels;
    private final AssignmentStore assignments;
    private final RubricCatalog rubrics;
    private final Redactor redactor;
    private final AuditTrail trail;
    private final Clock clock;

    Adjudications(
            PanelStore panels,
            AssignmentStore assignments,
            RubricCatalog rubrics,
            Redactor redactor,
            AuditTrail trail,
            Clock clock) {
        this.panels = panels;
        this.assignments = assignments;
        this.rubrics = rubrics;
        this.redactor = redactor;
        this.trail = trail;
        this.clock = clock;
    }

    /// Returns the items with differing labels, the most disputed first. Personal data in the texts is replaced for
    /// callers who may not read the content of calls.
    @Transactional(readOnly = true)
    public Page<DisputedItem> disputed(Panel panel, Paging paging) {
        RubricDocument rubric = rubric(panel);
        Map<Integer, PanelItem> items = panels.items(panel.name()).stream()
                .filter(item -> !item.isCheck())
                .collect(Collectors.toMap(PanelItem::item, Function.identity()));
        Map<Integer, Adjudication> decided = panels.adjudications(panel.name()).stream()
                .collect(Collectors.toMap(Adjudication::item, Function.identity()));
        Map<Integer, List<Assignment>> byItem = assignments.decided(panel.name()).stream()
                .filter(assignment -> assignment.labels() != null && items.containsKey(assignment.item()))
                .collect(Collectors.groupingBy(Assignment::item));
        List<DisputedItem> disputed = new ArrayList<>();
        byItem.forEach((place, labels) -> {
            PanelItem item = items.get(place);
            double disagreement = disagreement(panel.document().type(), rubric, labels);
            if (item != null && disagreement > 0) {
                disputed.add(new DisputedItem(
                        place,
                        item.recordId(),
                        item.slice(),
                        item.content(),
                        disagreement,
                        labels.stream().flatMap(one -> given(one).stream()).toList(),
                        decided.get(place)));
            }
        });
        disputed.sort(Comparator.comparingInt((DisputedItem item) -> item.adjudication() == null ? 0 : 1)
                .thenComparing(
                        Comparator.comparingDouble(DisputedItem::disagreement).reversed())
                .thenComparingInt(DisputedItem::item));
        int from = Math.clamp(paging.after(1).map(cursor -> cursor.integer(0)).orElse(0), 0, disputed.size());
        int to = Math.min(disputed.size(), from + paging.size());
        boolean whole = Callers.current().may(Permission.CALL_CONTENT_READ, panel.team());
        UnaryOperator<String> text = whole ? UnaryOperator.identity() : redactor::redact;
        return new Page<>(
                disputed.subList(from, to).stream()
                        .map(item -> item.withTexts(text))
                        .toList(),
                to < disputed.size() ? Cursor.of(to).encoded() : null);
    }

    private static List<GivenLabel> given(Assignment assignment) {
        Scores labels = assignment.labels();
        Assignment.Decision decision = assignment.decision();
        return labels == null || decision == null
                ? List.of()
                : List.of(new GivenLabel(assignment.slot(), labels, decision.comment()));
    }

    /// Returns the mean distance of two labels over criteria and answers, 0..1.
    static double disagreement(PanelType type, RubricDocument rubric, List<Assignment> labels) {
        double sum = 0;
        int count = 0;
        for (RubricDocument.Criterion criterion : rubric.criteria()) {
            for (int i = 0; i < labels.size(); i++) {
                for (int j = i + 1; j < labels.size(); j++) {
                    List<Integer> one = numbers(labels.get(i), criterion.name());
                    List<Integer> other = numbers(labels.get(j), criterion.name());
                    for (int place = 0; place < Math.min(one.size(), other.size()); place++) {
                        sum += distance(type, rubric, one.get(place), other.get(place), one.size());
                        count++;
                    }
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private static List<Integer> numbers(Assignment assignment, String criterion) {
        Scores labels = assignment.labels();
        List<Integer> numbers = labels == null ? null : labels.of(criterion);
        return numbers == null ? List.of() : numbers;
    }

    private static double distance(PanelType type, RubricDocument rubric, int one, int other, int answers) {
        return switch (type) {
            case SINGLE -> Math.abs(one - other) * rubric.scale().step();
            case PAIRWISE -> one == other ? 0 : one == 0 || other == 0 ? 0.5 : 1;
            case RANKING -> Math.abs(one - other) / (answers - 1.0);
        };
    }

    /// Stores the label that a person decided on.
    ///
    /// @throws ProblemException 400 for an unusable label; 403 for a program, and for the panel's author; 404;
    ///     409 if the panel is closed, or the annotators do not disagree on the item
    @Transactional
    public Adjudication decide(String name, int item, AdjudicationRequest request) {
        Panel panel = panels.hold(name).orElseThrow(PanelCatalog::notFound);
        if (panel.state() == Panel.State.CLOSED) {
            throw PanelProblem.PANEL_CLOSED.because("The panel is closed. Its result no longer changes.");
        }
        Caller caller = Callers.current();
        if (caller.type() != Caller.ActorType.USER) {
            throw PanelProblem.PERSON_REQUIRED.because("Sign in and decide yourself. A key stands for no person.");
        }
        if (panels.author(name).filter(caller.id()::equals).isPresent()) {
            throw PanelProblem.AUTHOR_MAY_NOT_ADJUDICATE.because("You created this panel. Another person must decide.");
        }
        PanelItem found = panels.item(name, item)
                .filter(one -> !one.isCheck())
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("The panel has no such item."));
        RubricDocument rubric = rubric(panel);
        List<Assignment> labels = assignments.decided(name).stream()
                .filter(assignment -> assignment.item() == item && assignment.labels() != null)
                .toList();
        if (disagreement(panel.document().type(), rubric, labels) <= 0) {
            throw PanelProblem.ITEM_UNDISPUTED.because("You can decide only on items with differing labels.");
        }
        Scores scores = new Scores(request.scores());
        ProblemException problem =
                PanelProblem.PANEL_INVALID.because("The request is invalid. errors lists each field.");
        scores.check(panel.document().type(), found.content().answers().size(), rubric, true, "/scores", problem);
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        Adjudication decided = new Adjudication(item, scores, request.comment(), caller.id(), clock.instant());
        panels.adjudicate(panel, decided);
        trail.append(AuditEntry.of(PanelAction.ADJUDICATED, panel.team(), "panel", name)
                .with("item", item));
        return decided;
    }

    private RubricDocument rubric(Panel panel) {
        return rubrics.forTeam(panel.team(), panel.document().rubric())
                .orElseThrow()
                .document();
    }
}
