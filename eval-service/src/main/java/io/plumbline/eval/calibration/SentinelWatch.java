package io.plumbline.eval.calibration;

import io.plumbline.eval.calibration.report.LabelledItem;
import io.plumbline.eval.calibration.report.SentinelDrift;
import io.plumbline.eval.calibration.report.SentinelMaterial;
import io.plumbline.eval.judge.Judge;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.JudgeExecutor;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.judge.rating.JudgedItem;
import io.plumbline.eval.judge.rating.Judgement;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Has judges rate their sentinels periodically, and marks the calibrations of those that rate them differently,
/// which decisions then no longer use. If a judge seems to have drifted, a second check follows at once and
/// decides, since one check in a hundred is a false alarm.
///
/// A check with too few ratings says nothing about the judge and leaves the calibration unchanged.
final class SentinelWatch {

    private static final Logger log = LoggerFactory.getLogger(SentinelWatch.class);
    private static final int MOST_AT_ONCE = 100;

    private final CalibrationStore calibrations;
    private final SentinelStore sentinels;
    private final JudgeCatalog judges;
    private final JudgeExecutor executor;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    SentinelWatch(
            CalibrationStore calibrations,
            SentinelStore sentinels,
            JudgeCatalog judges,
            JudgeExecutor executor,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.calibrations = calibrations;
        this.sentinels = sentinels;
        this.judges = judges;
        this.executor = executor;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// The result of a check, and the number of errors.
    private record Look(Optional<SentinelDrift> drift, int errors, int calls) {}

    /// Checks all that are due.
    ///
    /// @param leaving whether this replica is about to stop
    /// @throws CancellationException if the thread was interrupted; earlier results are kept
    void check(Duration every, BooleanSupplier leaving) {
        Instant now = clock.instant();
        List<SentinelStore.Due> all = Tenancy.asWorker(
                () -> sentinels.due(now.minus(JudgeCalibration.HOLDS_FOR), now.minus(every), MOST_AT_ONCE));
        for (SentinelStore.Due due : all) {
            if (leaving.getAsBoolean()) {
                return;
            }
            Tenancy.runAs(Set.of(due.team()), () -> check(due));
        }
    }

    private void check(SentinelStore.Due due) {
        try {
            Judge judge = judges.get(due.judge());
            if (judge.digest().equals(due.digest())) {
                check(due, judge);
            }
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            log.atWarn()
                    .setCause(e)
                    .addKeyValue("calibration", due.calibration())
                    .log("The sentinels of a calibration cannot be seen");
            transactions.executeWithoutResult(_ -> sentinels.lookedAt(due.calibration(), clock.instant()));
        }
    }

    private void check(SentinelStore.Due due, Judge judge) {
        JudgeSetting setting = judges.setting(judge);
        JudgeCalibration calibration =
                calibrations.find(due.judge(), due.calibration()).orElseThrow();
        Map<String, SentinelMaterial> material = sentinels.of(due.calibration());
        Look seen = ask(setting, calibration, material);
        int calls = seen.calls();
        int items = material.size();
        if (seen.drift().filter(SentinelDrift::drifted).isPresent()) {
            seen = ask(setting, calibration, material);
            calls += seen.calls();
            items += material.size();
        }
        judges.noteUse(judge, "sentinels", items, seen.errors(), calls);
        store(due, seen);
    }

    private Look ask(JudgeSetting setting, JudgeCalibration calibration, Map<String, SentinelMaterial> sent) {
        List<LabelledItem> asked = new ArrayList<>();
        List<JudgedItem> shown = new ArrayList<>();
        for (LabelledItem item : calibration.items()) {
            SentinelMaterial material = item.isSentinel() ? sent.get(String.valueOf(item.id())) : null;
            if (material != null) {
                asked.add(item);
                shown.add(material.judged());
            }
        }
        List<Judgement> said = executor.rate(setting, shown);
        List<Double> now = new ArrayList<>();
        List<Double> then = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Double score = said.get(i).score();
            if (score != null) {
                now.add(score);
                then.add(asked.get(i).verdict());
            }
        }
        Optional<SentinelDrift> drift = now.size() < SentinelDrift.FEWEST
                ? Optional.empty()
                : Optional.of(SentinelDrift.of(
                        clock.instant(),
                        array(now),
                        array(then),
                        setting.rubric().scale().step()));
        int calls = said.stream().mapToInt(Judgement::calls).sum();
        return new Look(drift, asked.size() - now.size(), calls);
    }

    private static double[] array(List<Double> scores) {
        return scores.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void store(SentinelStore.Due due, Look seen) {
        transactions.executeWithoutResult(_ -> {
            sentinels.lookedAt(due.calibration(), clock.instant());
            seen.drift().ifPresent(drift -> calibrations.setDrift(due.calibration(), drift));
            Map<String, Object> told = new HashMap<>(Map.of("judge", due.judge(), "errors", seen.errors()));
            seen.drift().ifPresent(drift -> {
                told.put("items", drift.items());
                told.put("drifted", drift.drifted());
            });
            AuditEntry entry = AuditEntry.of(
                    seen.drift().isPresent() ? CalibrationAction.SENTINELS_SEEN : CalibrationAction.SENTINELS_UNSEEN,
                    due.team(),
                    "calibration",
                    due.calibration().toString());
            for (Map.Entry<String, Object> one : told.entrySet()) {
                entry = entry.with(one.getKey(), one.getValue());
            }
            trail.append(entry);
        });
    }
}
