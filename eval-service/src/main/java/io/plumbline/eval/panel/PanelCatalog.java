package io.plumbline.eval.panel;

import io.plumbline.audit.UuidV7;
import io.plumbline.eval.panel.design.AssignmentDesign;
import io.plumbline.eval.panel.design.Blinding;
import io.plumbline.eval.panel.document.AttentionCheck;
import io.plumbline.eval.panel.document.PanelDocument;
import io.plumbline.eval.panel.document.PanelProblem;
import io.plumbline.eval.panel.document.PanelType;
import io.plumbline.eval.panel.document.Scores;
import io.plumbline.eval.panel.ledger.Annotator;
import io.plumbline.eval.panel.ledger.AnnotatorStore;
import io.plumbline.eval.panel.ledger.Assignment;
import io.plumbline.eval.panel.ledger.AssignmentStore;
import io.plumbline.eval.panel.ledger.Panel;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.eval.panel.ledger.PanelStore;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Manages panels. Items and assignments are drawn when a panel is stored. Once there is a label, only title,
/// guidelines and deadline may change.
@Service
public class PanelCatalog {

    private final PanelStore panels;
    private final AssignmentStore assignments;
    private final AnnotatorStore annotators;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final JsonMapper json;

    PanelCatalog(
            PanelStore panels,
            AssignmentStore assignments,
            AnnotatorStore annotators,
            AuditTrail trail,
            UuidV7 ids,
            JsonMapper json) {
        this.panels = panels;
        this.assignments = assignments;
        this.annotators = annotators;
        this.trail = trail;
        this.ids = ids;
        this.json = json;
    }

    /// A stored panel, and whether it is new.
    record Stored(Panel panel, boolean created) {}

    /// Whether the document asks for other items or another design than the stored one, so that they must be drawn.
    @Transactional(readOnly = true)
    public boolean needsItems(String name, String team, PanelDocument document) {
        return panels.find(name)
                .map(before -> !isSameWork(before.document(), document.ofTeam(team)))
                .orElse(true);
    }

    /// Creates or replaces a panel.
    ///
    /// @param items drawn for the document; empty if they stay
    /// @throws ProblemException 400 if the panel would change its team; 404 if the name belongs to another team;
    ///     409 if there are labels, or another request changed the work since [#needsItems]; 412 if it has changed
    @Transactional
    public Stored store(
            String name, String team, PanelDocument document, List<PanelItem> items, @Nullable String ifMatch) {
        PanelDocument given = document.ofTeam(team);
        Panel before = panels.hold(name).orElse(null);
        if (before == null) {
            if (!panels.insert(name, team, given, ids.next(), Callers.current().id())) {
                throw notFound();
            }
        } else {
            EntityTags.check(ifMatch, before.revision());
            checkChange(before, given);
            if (before.document().equals(given)) {
                return new Stored(before, false);
            }
            if (isSameWork(before.document(), given)) {
                panels.change(name, given);
                return new Stored(noted(name), false);
            }
            if (items.isEmpty()) {
                throw RequestProblem.CONFLICT.because("The panel changed at the same time. Try again.");
            }
            panels.replace(name, given);
        }
        Panel stored = noted(name);
        assign(stored, items);
        return new Stored(stored, before == null);
    }

    /// Creates a panel for a schedule.
    ///
    /// @param author opaque id of the one who set the schedule
    /// @throws ProblemException 404 if there is a panel with this name
    @Transactional
    public void create(String name, String team, PanelDocument document, List<PanelItem> items, String author) {
        if (!panels.insert(name, team, document.ofTeam(team), ids.next(), author)) {
            throw notFound();
        }
        assign(noted(name), items);
    }

    private Panel noted(String name) {
        Panel stored = panels.find(name).orElseThrow();
        PanelDocument document = stored.document();
        trail.append(AuditEntry.of(PanelAction.STORED, stored.team(), "panel", name)
                .version(stored.revision())
                .with("type", document.type().name())
                .with("rubric", document.rubric())
                .with("annotators", document.design().annotators())
                .with("perItem", document.design().perItem())
                .withIfPresent("dataset", document.source().dataset()));
        return stored;
    }

    private void checkChange(Panel before, PanelDocument given) {
        if (!before.team().equals(given.team())) {
            throw PanelProblem.PANEL_INVALID
                    .because("A panel cannot change its team. Create another panel.")
                    .at("/team", "must be " + before.team());
        }
        if (before.state() == Panel.State.CLOSED && !before.document().equals(given)) {
            throw PanelProblem.PANEL_CLOSED.because("The panel is closed. Create another panel.");
        }
        boolean sameWork = isSameWork(before.document(), given);
        if (sameWork && Objects.equals(before.document().floor(), given.floor())) {
            return;
        }
        if (assignments.hasLabels(before.name())) {
            throw PanelProblem.PANEL_LABELLED.because(
                    "Only title, guidelines and deadline may change once there is a label. Create another panel.");
        }
        if (sameWork) {
            return;
        }
        int highest = annotators.of(before.name()).stream()
                .mapToInt(Annotator::slot)
                .max()
                .orElse(-1);
        if (given.design().annotators() <= highest) {
            throw PanelProblem.PANEL_INVALID
                    .because("Remove annotators first.")
                    .at("/design/annotators", "must be at least " + (highest + 1) + ", the annotators in place");
        }
    }

    private static boolean isSameWork(PanelDocument before, PanelDocument given) {
        return before.type() == given.type()
                && before.rubric().equals(given.rubric())
                && before.source().equals(given.source())
                && before.design().equals(given.design())
                && before.checksOrNone().equals(given.checksOrNone());
    }

    private void assign(Panel panel, List<PanelItem> items) {
        PanelDocument document = panel.document();
        List<PanelItem> all = new ArrayList<>(items);
        for (AttentionCheck check : document.checksOrNone()) {
            all.add(new PanelItem(
                    all.size(),
                    "check " + (all.size() - items.size() + 1),
                    null,
                    0,
                    1,
                    new PanelItem.Content(check.input(), check.context(), null, check.answers()),
                    new Scores(check.expected())));
        }
        panels.insertItems(panel, all);
        Blinding blinding = new Blinding(panels.newSecret(panel.name()));
        AssignmentDesign design = AssignmentDesign.of(
                items.size(),
                document.checksOrNone().size(),
                document.design().annotators(),
                document.design().perItem(),
                blinding);
        List<Assignment> made = new ArrayList<>();
        for (int slot = 0; slot < design.slots(); slot++) {
            List<Integer> own = design.itemsOf(slot);
            for (int turn = 0; turn < own.size(); turn++) {
                int item = own.get(turn);
                made.add(new Assignment(
                        ids.next(),
                        panel.name(),
                        item,
                        slot,
                        turn,
                        order(document, blinding, "sides/" + slot + "/" + item),
                        Assignment.State.OPEN,
                        null,
                        null,
                        null,
                        null));
            }
        }
        assignments.insert(panel, made);
    }

    private static List<Integer> order(PanelDocument document, Blinding blinding, String purpose) {
        List<Integer> order = new ArrayList<>();
        for (int answer = 0; answer < document.answersPerItem(); answer++) {
            order.add(answer);
        }
        return document.type() == PanelType.SINGLE ? order : blinding.order(purpose, order);
    }

    /// Previews the changes of [#store]. Stores nothing.
    @Transactional(readOnly = true)
    public DocumentDiff diff(String name, String team, PanelDocument document) {
        PanelDocument given = document.ofTeam(team);
        Panel before = panels.find(name).orElse(null);
        if (before == null) {
            return DocumentDiff.of(0, null, tree(given));
        }
        checkChange(before, given);
        return DocumentDiff.of(
                before.revision(), EntityTags.of(before.revision()), tree(before.document()), tree(given));
    }

    private JsonNode tree(PanelDocument document) {
        return json.readTree(json.writeValueAsString(document));
    }

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public Panel get(String name) {
        return panels.find(name).orElseThrow(PanelCatalog::notFound);
    }

    @Transactional(readOnly = true)
    public Page<Panel> list(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        return Page.of(panels.list(after, paging.size() + 1), paging, panel -> Cursor.of(panel.name()));
    }

    static ProblemException notFound() {
        return RequestProblem.NOT_FOUND.because("No panel with this name exists that you can access.");
    }
}
