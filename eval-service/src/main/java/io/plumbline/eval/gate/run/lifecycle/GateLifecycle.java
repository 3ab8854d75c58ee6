package io.plumbline.eval.gate.run.lifecycle;

import io.plumbline.eval.gate.judging.RatingStore;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAction;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.Halt;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.result.GateResult;
import io.plumbline.eval.gate.ledger.result.GateResultStore;
import io.plumbline.eval.gate.ledger.result.GuardedItems;
import io.plumbline.eval.gate.verdict.GateJudge;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Takes a gate from queued to its end. Each step applies only in the expected state, so a cancelled gate stays
/// cancelled, and the end is stored and audited once.
public final class GateLifecycle {

    private static final Logger log = LoggerFactory.getLogger(GateLifecycle.class);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final GateStore gates;
    private final GateResultStore findings;
    private final ResultPush results;
    private final RatingStore ratings;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    public GateLifecycle(
            GateStore gates,
            GateResultStore findings,
            ResultPush results,
            RatingStore ratings,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.gates = gates;
        this.findings = findings;
        this.results = results;
        this.ratings = ratings;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Returns the gate to run; empty if it has ended.
    public Optional<Gate> begin(UUID id) {
        return gates.begin(id) ? gates.find(id) : Optional.empty();
    }

    /// Returns the gate with everything found since it started.
    public Gate current(UUID id) {
        return gates.find(id).orElseThrow();
    }

    /// Records failed attempts at calls.
    ///
    /// @param retries number of retries since the last report
    /// @param error the newest error
    public void trouble(UUID id, int retries, String error) {
        gates.trouble(id, retries, error);
    }

    /// Stops the calls; the first reason given stays. The verdict then uses the existing answers.
    public void halt(UUID id, Halt reason) {
        gates.halt(id, reason);
        log.atInfo().addKeyValue("gate", id).addKeyValue("reason", reason).log("Gate asks no more");
    }

    /// Sends the result to the registry before the end is visible, so a following promotion finds it, but not
    /// that of a cancelled gate. The registry receives exactly the gate's verdict: it is fixed before it is sent,
    /// and a run resumed after an outage of the registry ends with it.
    ///
    /// @throws UnrunnableGateException if the registry refuses the result
    public void finish(Gate gate, GateJudge.Judgement judgement, int items) {
        GateResult found = new GateResult(judgement.verdict(), judgement.checks(), judgement.findings(), items);
        findings.judged(gate.id(), found).ifPresent(first -> end(gate, first));
    }

    /// Ends a gate whose verdict was found but not sent; returns false if there is none.
    ///
    /// @throws UnrunnableGateException if the registry refuses the result
    public boolean finishFound(Gate gate) {
        Optional<GateResult> found = findings.find(gate.id());
        found.ifPresent(one -> end(gate, one));
        return found.isPresent();
    }

    private void end(Gate gate, GateResult found) {
        if (gate.counts()) {
            results.push(gate, found, clock.instant());
        }
        transactions.executeWithoutResult(_ -> {
            if (findings.finish(gate.id(), found)) {
                trail.append(finished(gate, found));
            }
        });
    }

    /// Contains everything that the verdict refers to.
    private AuditEntry finished(Gate gate, GateResult found) {
        AuditEntry entry = AuditEntry.of(
                        GateAction.FINISHED, gate.team(), "gate", gate.id().toString())
                .with("suite", gate.suite())
                .with("suiteRevision", gate.suiteRevision())
                .with("candidate", gate.candidate().described())
                .with("verdict", found.verdict().name())
                .with("items", found.items())
                .with("judged", ratings.ratedItems(gate.id()))
                .with("counts", gate.counts())
                .with("deviations", gate.document().deviations());
        if (gate.outputs() != null) {
            entry = entry.with("outputs", gate.outputs().digest());
        }
        Served served = gate.run().served(Side.CANDIDATE);
        if (served != null) {
            entry = entry.with("servedConfiguration", served.digest())
                    .with("document", JSON.convertValue(served.document(), Object.class));
        }
        GuardedItems guarded = found.findings().guarded();
        if (guarded != null) {
            entry = entry.with(
                    "guarded",
                    Map.of(
                            "altered", guarded.altered(),
                            "blockedInput", guarded.blockedInput(),
                            "alteredOutput", guarded.alteredOutput(),
                            "blockedOutput", guarded.blockedOutput()));
        }
        return entry.inTrace(gate.traceId());
    }

    /// Ends a gate that can never run as requested.
    public void fail(UUID id, String reason) {
        transactions.executeWithoutResult(_ -> gates.fail(id, reason)
                .ifPresent(gate -> trail.append(AuditEntry.of(GateAction.FAILED, gate.team(), "gate", id.toString())
                        .with("reason", reason)
                        .inTrace(gate.traceId()))));
        log.atWarn().addKeyValue("gate", id).addKeyValue("reason", reason).log("Gate cannot run");
    }
}
