package io.plumbline.eval.panel.exchange;

import io.plumbline.audit.UuidV7;
import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.panel.design.Blinding;
import io.plumbline.eval.panel.document.PanelProblem;
import io.plumbline.eval.panel.document.Scores;
import io.plumbline.eval.panel.ledger.Adjudication;
import io.plumbline.eval.panel.ledger.Annotator;
import io.plumbline.eval.panel.ledger.Assignment;
import io.plumbline.eval.panel.ledger.Assignment.Decision;
import io.plumbline.eval.panel.ledger.Panel;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.eval.panel.ledger.PanelLedger;
import io.plumbline.eval.rubric.RubricCatalog;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.credential.ApiKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Exchanges items and labels with other platforms. Their annotators get places after those of the panel's design;
/// only digests of their names are stored. Importing a file again adds nothing.
@Service
class PanelExchange {

    private static final int MOST_ANNOTATORS = 500;
    private static final int MOST_ERRORS = 20;
    private static final int DIGITS = 12;

    private final PanelLedger ledger;
    private final RubricCatalog rubrics;
    private final Redactor redactor;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;

    PanelExchange(
            PanelLedger ledger, RubricCatalog rubrics, Redactor redactor, AuditTrail trail, UuidV7 ids, Clock clock) {
        this.ledger = ledger;
        this.rubrics = rubrics;
        this.redactor = redactor;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
    }

    /// @param labels number of new labels
    /// @param duplicates number of labels that were imported before
    /// @param annotators the places of the file's annotators
    record Imported(int labels, int duplicates, Set<Integer> annotators) {}

    /// Returns the items for a platform, without attention checks. Personal data is replaced unless the caller may
    /// read the content of calls.
    @Transactional
    public String tasks(String name, Platform platform) {
        Panel panel = find(name);
        boolean whole = Callers.current().may(Permission.CALL_CONTENT_READ, panel.team());
        UnaryOperator<String> text = whole ? UnaryOperator.identity() : redactor::redact;
        trail.append(AuditEntry.of(ExchangeAction.EXPORTED, panel.team(), "panel", name)
                .with("content", "items")
                .with("platform", platform.name()));
        return PanelFiles.tasks(
                platform,
                panel.document(),
                blinding(panel),
                ledger.panels().items(name).stream()
                        .filter(item -> !item.isCheck())
                        .toList(),
                text);
    }

    /// Returns all labels as JSON lines.
    @Transactional
    public String labels(String name) {
        Panel panel = find(name);
        trail.append(AuditEntry.of(ExchangeAction.EXPORTED, panel.team(), "panel", name)
                .with("content", "labels"));
        return PanelFiles.labels(
                ledger.panels().items(name),
                ledger.assignments().decided(name),
                ledger.panels().adjudications(name).stream()
                        .collect(Collectors.toMap(Adjudication::item, Adjudication::labels)));
    }

    /// Stores the labels of a file: all of them, or none.
    ///
    /// @throws ProblemException 400 with the positions of errors; 404; 409 if the panel is closed
    @Transactional
    public Imported add(String name, Platform platform, String file) {
        List<PlatformLabel> labels = PlatformLabels.read(platform, file);
        Panel panel = ledger.panels().hold(name).orElseThrow(PanelExchange::notFound);
        if (!Callers.current().may(Permission.PANEL_WRITE, panel.team())) {
            throw notFound();
        }
        if (panel.state() == Panel.State.CLOSED) {
            throw PanelProblem.PANEL_CLOSED.because("The panel is closed. Its result no longer changes.");
        }
        check(panel, labels);
        Blinding blinding = blinding(panel);
        Map<String, Annotator> annotators = places(panel, platform, labels);
        Set<String> known = ledger.assignments().decided(name).stream()
                .map(assignment -> assignment.slot() + " " + assignment.item())
                .collect(Collectors.toCollection(HashSet::new));
        Map<Integer, Integer> turns = new HashMap<>();
        known.forEach(key -> turns.merge(Integer.parseInt(key.substring(0, key.indexOf(' '))), 1, Integer::sum));
        int added = 0;
        for (PlatformLabel label : labels) {
            Annotator annotator = annotators.get(label.worker());
            if (annotator != null && known.add(annotator.slot() + " " + label.item())) {
                int turn = turns.merge(annotator.slot(), 1, Integer::sum) - 1;
                ledger.assignments()
                        .insertLabelled(panel, annotator, List.of(assignment(panel, blinding, annotator, label, turn)));
                added++;
            }
        }
        trail.append(AuditEntry.of(ExchangeAction.IMPORTED, panel.team(), "panel", name)
                .with("platform", platform.name())
                .with("labels", added)
                .with("annotators", annotators.size()));
        return new Imported(
                added,
                labels.size() - added,
                annotators.values().stream().map(Annotator::slot).collect(Collectors.toSet()));
    }

    private void check(Panel panel, List<PlatformLabel> labels) {
        RubricDocument rubric = rubrics.forTeam(panel.team(), panel.document().rubric())
                .orElseThrow()
                .document();
        Set<Integer> items = ledger.panels().items(panel.name()).stream()
                .filter(item -> !item.isCheck())
                .map(PanelItem::item)
                .collect(Collectors.toSet());
        ProblemException problem = PanelProblem.LABELS_INVALID.because(
                "Nothing was imported. The first labels that do not fit the panel are listed.");
        for (PlatformLabel label : labels) {
            if (problem.errors().size() >= MOST_ERRORS) {
                break;
            }
            if (!items.contains(label.item())) {
                problem.at(label.place(), "is of item " + label.item() + ", which the panel does not have");
            } else {
                new Scores(label.scores())
                        .check(
                                panel.document().type(),
                                panel.document().answersPerItem(),
                                rubric,
                                true,
                                label.place(),
                                problem);
            }
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    private Map<String, Annotator> places(Panel panel, Platform platform, List<PlatformLabel> labels) {
        List<Annotator> present = new ArrayList<>(ledger.annotators().of(panel.name()));
        Map<String, Annotator> byWorker = new HashMap<>();
        for (PlatformLabel label : labels) {
            if (byWorker.containsKey(label.worker())) {
                continue;
            }
            String name = platform.name() + " " + ApiKey.sha256(label.worker()).substring(0, DIGITS);
            Annotator annotator = present.stream()
                    .filter(known -> known.user() == null && known.name().equals(name))
                    .findFirst()
                    .orElseGet(() -> {
                        Annotator created = place(panel, name, present);
                        present.add(created);
                        return created;
                    });
            byWorker.put(label.worker(), annotator);
        }
        return byWorker;
    }

    private Annotator place(Panel panel, String name, List<Annotator> present) {
        if (present.size() >= MOST_ANNOTATORS) {
            throw PanelProblem.PANEL_FULL.because("A panel has at most " + MOST_ANNOTATORS + " annotators.");
        }
        int highest = present.stream().mapToInt(Annotator::slot).max().orElse(0);
        int slot = Math.max(panel.document().design().annotators(), highest + 1);
        Annotator created = new Annotator(ids.next(), panel.name(), slot, null, name, false, clock.instant(), null);
        ledger.annotators().insert(panel, created);
        return created;
    }

    private @Nullable Blinding blinding(Panel panel) {
        return ledger.panels().secret(panel.name()).map(Blinding::new).orElse(null);
    }

    private Assignment assignment(
            Panel panel, @Nullable Blinding blinding, Annotator annotator, PlatformLabel label, int turn) {
        List<Integer> order = PanelFiles.order(panel.document(), blinding, label.item());
        Scores scores = new Scores(label.scores()).unswapped(panel.document().type(), order);
        return new Assignment(
                ids.next(),
                panel.name(),
                label.item(),
                annotator.slot(),
                turn,
                order,
                Assignment.State.LABELLED,
                annotator.id(),
                null,
                new Decision(scores, null, null, clock.instant(), label.seconds()),
                null);
    }

    private Panel find(String name) {
        return ledger.panels().find(name).orElseThrow(PanelExchange::notFound);
    }

    private static ProblemException notFound() {
        return RequestProblem.NOT_FOUND.because("No panel with this name exists that you can access.");
    }
}
