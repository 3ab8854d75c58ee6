package io.plumbline.eval.panel.result;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.panel.document.PanelDocument;
import io.plumbline.eval.panel.document.PanelSource.GateAnswers;
import io.plumbline.eval.panel.document.Scores;
import io.plumbline.eval.panel.ledger.AnnotatorStore;
import io.plumbline.eval.panel.ledger.Assignment;
import io.plumbline.eval.panel.ledger.AssignmentStore;
import io.plumbline.eval.panel.ledger.Panel;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.eval.panel.ledger.PanelStore;
import io.plumbline.eval.panel.result.PanelResult.CriterionFindings;
import io.plumbline.eval.panel.result.PanelResult.Options;
import io.plumbline.eval.panel.result.PanelResult.SourceFindings;
import io.plumbline.eval.rubric.Rubric;
import io.plumbline.eval.rubric.RubricCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Computes and finds the results of panels.
@Service
public class PanelResults {

    private final PanelStore panels;
    private final AssignmentStore assignments;
    private final AnnotatorStore annotators;
    private final GateStore gates;
    private final RubricCatalog rubrics;
    private final JsonMapper json;

    PanelResults(
            PanelStore panels,
            AssignmentStore assignments,
            AnnotatorStore annotators,
            GateStore gates,
            RubricCatalog rubrics,
            JsonMapper json) {
        this.panels = panels;
        this.assignments = assignments;
        this.annotators = annotators;
        this.gates = gates;
        this.rubrics = rubrics;
        this.json = json;
    }

    /// A closed panel with its result.
    public record Closed(Panel panel, PanelResult result) {

        /// Returns the findings on the answers of a version; null if the panel has none of them.
        ///
        /// @param candidate label of the version
        public @Nullable SourceFindings on(String candidate) {
            return result.sources().stream()
                    .filter(source -> source.answers().equals(candidate))
                    .findFirst()
                    .orElse(null);
        }
    }

    /// Returns the result: of a closed panel as stored, of an open one so far.
    @Transactional(readOnly = true)
    public PanelResult of(Panel panel) {
        return panels.result(panel.name())
                .map(stored -> json.readValue(stored, PanelResult.class))
                .orElseGet(() -> compute(panel, Options.PLAIN));
    }

    @Transactional(readOnly = true)
    public PanelResult compute(Panel panel, Options options) {
        return findings(panel).result(options);
    }

    /// Returns the agreement of some annotators.
    ///
    /// @param slots their places
    @Transactional(readOnly = true)
    public List<CriterionFindings> agreement(String name, Set<Integer> slots) {
        return findings(panels.find(name).orElseThrow())
                .among(slots)
                .result(Options.PLAIN)
                .criteria();
    }

    /// A labelled answer.
    ///
    /// @param score people's, over all criteria, 0..1
    /// @param version label of the version that gave it; null if the panel only has somebody's word for it
    /// @param length number of characters
    public record LabelledAnswer(double score, @Nullable String version, int length) {}

    /// Returns the labelled answers of a panel with single answers, by item.
    @Transactional(readOnly = true)
    public Map<Integer, LabelledAnswer> answers(Closed closed) {
        PanelFindings findings = findings(closed.panel());
        ItemScores scores = findings.itemScores(closed.result().options());
        boolean collected = closed.panel().document().source().gates() != null;
        Map<Integer, LabelledAnswer> byItem = new LinkedHashMap<>();
        for (int source = 0; source < findings.sources().size(); source++) {
            String version = collected ? findings.sources().get(source) : null;
            findings.overall(scores, source)
                    .forEach(one -> byItem.put(
                            one.item().item(),
                            new LabelledAnswer(
                                    one.score(),
                                    version,
                                    one.item().content().answers().getFirst().length())));
        }
        return byItem;
    }

    /// The preference of a label between two answers.
    ///
    /// @param first the origin of the first answer: the version, or the field of the dataset
    /// @param better 1 or 2 for the better answer, 0 for neither
    public record Preference(String first, String second, int item, int better) {}

    /// Returns the preferences of a panel that compares two answers. A decision on an item replaces its labels. Labels
    /// of annotators whom the result leaves out do not count.
    @Transactional(readOnly = true)
    public List<Preference> preferences(Closed closed, String criterion) {
        PanelFindings findings = findings(closed.panel());
        Set<Integer> excluded = closed.result().options().withoutFailedChecks() ? findings.failed() : Set.of();
        Map<Integer, Scores> decisions = new HashMap<>();
        findings.adjudications().forEach(decision -> decisions.put(decision.item(), decision.labels()));
        Set<Integer> asked = findings.items().stream()
                .filter(item -> !item.isCheck())
                .map(PanelItem::item)
                .collect(Collectors.toSet());
        List<Preference> preferences = new ArrayList<>();
        for (Assignment assignment : findings.decided()) {
            Scores labels = assignment.labels();
            if (labels != null
                    && asked.contains(assignment.item())
                    && !excluded.contains(assignment.slot())
                    && !decisions.containsKey(assignment.item())) {
                add(preferences, findings, assignment.item(), labels.of(criterion));
            }
        }
        decisions.forEach((item, labels) -> add(preferences, findings, item, labels.of(criterion)));
        return preferences;
    }

    private static void add(
            List<Preference> preferences, PanelFindings findings, int item, @Nullable List<Integer> numbers) {
        if (numbers != null) {
            preferences.add(
                    new Preference(findings.sources().get(0), findings.sources().get(1), item, numbers.getFirst()));
        }
    }

    /// Returns a closed panel by name.
    @Transactional(readOnly = true)
    public Optional<Closed> closed(String name) {
        return panels.find(name).flatMap(this::closed);
    }

    /// Returns the closed panel with that result.
    @Transactional(readOnly = true)
    public Optional<Closed> ofRun(UUID runId) {
        return panels.ofRun(runId).flatMap(this::closed);
    }

    private Optional<Closed> closed(Panel panel) {
        return panels.result(panel.name()).map(stored -> new Closed(panel, json.readValue(stored, PanelResult.class)));
    }

    private PanelFindings findings(Panel panel) {
        Rubric rubric = rubrics.forTeam(panel.team(), panel.document().rubric()).orElseThrow();
        List<String> sources = new ArrayList<>();
        candidates(panel.document()).forEach(candidate -> sources.add(candidate.label()));
        if (panel.document().source().gates() == null) {
            sources.addAll(panel.document().source().answersOrDefault());
        }
        return new PanelFindings(
                panel.document(),
                rubric.document(),
                sources,
                panels.items(panel.name()),
                assignments.decided(panel.name()),
                panels.adjudications(panel.name()),
                annotators.of(panel.name()),
                assignments.progress(panel.name()));
    }

    /// Returns the datasets that the answers belong to, as `name@version`.
    @Transactional(readOnly = true)
    public Set<String> datasets(Panel panel) {
        String dataset = panel.document().source().dataset();
        return dataset != null
                ? Set.of(dataset)
                : panel.document().source().gatesOrNone().stream()
                        .map(answers -> gates.find(answers.gate())
                                .orElseThrow()
                                .document()
                                .dataset())
                        .collect(Collectors.toSet());
    }

    /// Returns the versions whose answers gates collected, in the order of the source; empty for a dataset.
    @Transactional(readOnly = true)
    public List<Candidate> candidates(PanelDocument document) {
        List<Candidate> candidates = new ArrayList<>();
        for (GateAnswers answers : document.source().gatesOrNone()) {
            Gate gate = gates.find(answers.gate()).orElseThrow();
            Candidate baseline = gate.baseline();
            Candidate of =
                    answers.sideOrCandidate().equals("CANDIDATE") || baseline == null ? gate.candidate() : baseline;
            candidates.add(of.under(null));
        }
        return candidates;
    }
}
