package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Finding;
import io.plumbline.eval.gate.ledger.FindingStore;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAction;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.GuardedItems;
import io.plumbline.eval.gate.ledger.Halt;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.Side;
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

/// Takes a gate from queued to its end. Each step holds only while the gate is where the step expects it, so
/// one that was cancelled stays cancelled, and an end is written, and told to the audit log, once.
public final class GateLifecycle {

    private static final Logger log = LoggerFactory.getLogger(GateLifecycle.class);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final GateStore gates;
    private final FindingStore findings;
    private final ResultPush results;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    public GateLifecycle(
            GateStore gates,
            FindingStore findings,
            ResultPush results,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.gates = gates;
        this.findings = findings;
        this.results = results;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// The gate to run; empty when it has ended.
    public Optional<Gate> begin(UUID id) {
        return gates.begin(id) ? gates.find(id) : Optional.empty();
    }

    /// The gate with all that has been found out since it began.
    public Gate current(UUID id) {
        return gates.find(id).orElseThrow();
    }

    /// Ends the asking, for the first reason that is given; the gate is then judged by what there is.
    public void halt(UUID id, Halt reason) {
        gates.halt(id, reason);
        log.atInfo().addKeyValue("gate", id).addKeyValue("reason", reason).log("Gate asks no more");
    }

    /// The registry has the result before anybody can see that the gate is done, so a promotion that follows
    /// finds it, and none of a gate that was cancelled. What it has is what the gate says: the verdict is fixed
    /// before it is told, and a run that is taken up again, since the registry was away, ends with it.
    ///
    /// @throws UnrunnableGateException when the registry refuses the result
    public void finish(Gate gate, GateJudge.Judgement judgement, int items) {
        Finding found = new Finding(judgement.verdict(), judgement.checks(), judgement.findings(), items);
        findings.judged(gate.id(), found).ifPresent(first -> end(gate, first));
    }

    /// Ends a gate whose verdict was found before, but not told; false when none was.
    ///
    /// @throws UnrunnableGateException when the registry refuses the result
    public boolean finishFound(Gate gate) {
        Optional<Finding> found = findings.find(gate.id());
        found.ifPresent(one -> end(gate, one));
        return found.isPresent();
    }

    private void end(Gate gate, Finding found) {
        if (gate.counts()) {
            results.push(gate, found, clock.instant());
        }
        transactions.executeWithoutResult(_ -> {
            if (findings.finish(gate.id(), found)) {
                trail.append(finished(gate, found));
            }
        });
    }

    /// With all that says what the verdict is of.
    private static AuditEntry finished(Gate gate, Finding found) {
        AuditEntry entry = AuditEntry.of(
                        GateAction.FINISHED, gate.team(), "gate", gate.id().toString())
                .with("suite", gate.suite())
                .with("suiteRevision", gate.suiteRevision())
                .with("candidate", gate.candidate().described())
                .with("verdict", found.verdict().name())
                .with("items", found.items())
                .with("counts", gate.counts())
                .with("deviations", gate.document().deviations());
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

    /// Ends a gate that can never run as it was asked for.
    public void fail(UUID id, String reason) {
        transactions.executeWithoutResult(_ -> gates.fail(id, reason)
                .ifPresent(gate -> trail.append(AuditEntry.of(GateAction.FAILED, gate.team(), "gate", id.toString())
                        .with("reason", reason)
                        .inTrace(gate.traceId()))));
        log.atWarn().addKeyValue("gate", id).addKeyValue("reason", reason).log("Gate cannot run");
    }
}
