package io.plumbline.eval.panel;

import io.plumbline.clients.registry.EvaluationResult;
import io.plumbline.clients.registry.EvaluationResult.CheckResult;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.clients.registry.StoredEvaluation;
import io.plumbline.eval.calibration.report.Measured;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.panel.ledger.Panel;
import io.plumbline.eval.panel.ledger.PanelStore;
import io.plumbline.eval.panel.result.PanelResult;
import io.plumbline.eval.panel.result.PanelResult.SourceFindings;
import io.plumbline.eval.panel.result.PanelResults;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Closes panels, and stores their results with the versions in the registry, where gates find them. Closing again
/// repeats only the second part, for a registry that did not answer.
@Service
class PanelClosing {

    /// A panel with fewer of its items labelled is inconclusive.
    private static final double ENOUGH = 0.9;

    private final PanelStore panels;
    private final PanelResults results;
    private final RegistryClient registry;
    private final PanelPeople people;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final JsonMapper json;

    PanelClosing(
            PanelStore panels,
            PanelResults results,
            RegistryClient registry,
            PanelPeople people,
            AuditTrail trail,
            TransactionTemplate transactions,
            JsonMapper json) {
        this.panels = panels;
        this.results = results;
        this.registry = registry;
        this.people = people;
        this.trail = trail;
        this.transactions = transactions;
        this.json = json;
    }

    /// @throws io.plumbline.kit.problem.ProblemException 404; 503 if the registry or governance-service does not
    ///     answer; the panel is then closed, and the call can be repeated
    Panel close(String name, PanelResult.Options options) {
        transactions.executeWithoutResult(_ -> {
            Panel panel = panels.hold(name).orElseThrow(PanelCatalog::notFound);
            if (panel.state() == Panel.State.OPEN) {
                store(panel, results.compute(panel, options));
            }
        });
        PanelResults.Closed closed = results.closed(name).orElseThrow();
        List<Candidate> candidates = results.candidates(closed.panel().document());
        for (int i = 0; i < candidates.size(); i++) {
            push(closed, candidates.get(i), closed.result().sources().get(i));
        }
        people.dismiss(closed.panel());
        return closed.panel();
    }

    private void store(Panel panel, PanelResult result) {
        panels.close(panel.name(), json.writeValueAsString(result));
        Measured alpha = result.lowestAlpha();
        trail.append(AuditEntry.of(PanelAction.CLOSED, panel.team(), "panel", panel.name())
                .version(panel.revision())
                .with("run", panel.runId().toString())
                .with("items", result.items())
                .with("labelled", result.labelled())
                .with("labels", result.labels())
                .with("imported", result.imported())
                .with("adjudicated", result.adjudicated())
                .with("weighting", result.options().weighting().name())
                .with("withoutFailedChecks", result.options().withoutFailedChecks())
                .withIfPresent("alpha", alpha == null ? null : alpha.value()));
    }

    private void push(PanelResults.Closed closed, Candidate candidate, SourceFindings findings) {
        Integer version = candidate.version();
        if (version == null) {
            return;
        }
        Panel panel = closed.panel();
        EvaluationResult result = new EvaluationResult(
                "PANEL",
                panel.runId(),
                panel.name(),
                panel.revision(),
                candidate.prompt() == null ? null : candidate.model(),
                null,
                verdict(panel, closed.result(), findings).name(),
                null,
                Objects.requireNonNull(panel.closedAt()),
                checks(panel, closed.result(), findings));
        if (candidate.prompt() != null) {
            registry.pushPromptEvaluation(candidate.prompt(), version, result);
        } else if (candidate.model() != null) {
            registry.pushModelEvaluation(candidate.model(), version, result);
        }
    }

    /// Returns whether the answers reach the floor of the panel; INCONCLUSIVE without one.
    static CheckOutcome verdict(Panel panel, PanelResult result, SourceFindings findings) {
        Measured score = findings.score();
        Double floor = panel.document().floor();
        if (score == null || floor == null || result.labelled() < ENOUGH * result.items()) {
            return CheckOutcome.INCONCLUSIVE;
        }
        if (score.ciLow() >= floor) {
            return CheckOutcome.PASS;
        }
        return score.ciHigh() < floor ? CheckOutcome.FAIL : CheckOutcome.INCONCLUSIVE;
    }

    private static List<CheckResult> checks(Panel panel, PanelResult result, SourceFindings findings) {
        List<CheckResult> checks = new ArrayList<>();
        checks.add(new CheckResult(
                StoredEvaluation.ITEMS,
                (double) findings.items(),
                null,
                null,
                null,
                "SKIPPED",
                "Items that annotators labelled."));
        add(
                checks,
                "score",
                findings.score(),
                panel.document().floor(),
                verdict(panel, result, findings).name());
        findings.criteria()
                .forEach(
                        criterion -> add(checks, "score." + criterion.criterion(), criterion.score(), null, "SKIPPED"));
        result.criteria()
                .forEach(criterion -> add(
                        checks,
                        "alpha." + criterion.criterion(),
                        criterion.agreement().alphaOrdinal(),
                        null,
                        "SKIPPED"));
        return checks;
    }

    private static void add(
            List<CheckResult> checks,
            String name,
            @Nullable Measured measured,
            @Nullable Double threshold,
            String outcome) {
        if (measured != null) {
            checks.add(new CheckResult(
                    name, measured.value(), measured.ciLow(), measured.ciHigh(), threshold, outcome, null));
        }
    }
}
