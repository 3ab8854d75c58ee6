package io.plumbline.registry.finetuning;

import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.registry.finetuning.FineTuningJob.State;
import io.plumbline.registry.finetuning.JobTerms.AnomalyPolicy;
import io.plumbline.registry.finetuning.JobTerms.Budget;
import io.plumbline.registry.finetuning.watch.Anomaly;
import io.plumbline.registry.finetuning.watch.MetricPoint;
import io.plumbline.registry.finetuning.watch.TrainingFinding;
import io.plumbline.registry.finetuning.watch.TrainingWatch;
import io.plumbline.registry.webhook.WebhookEvent;
import io.plumbline.registry.webhook.WebhookOutbox;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Stores the figures of a training and watches them. A job whose policy is CANCEL stops at an anomaly, and every job
/// stops beyond its budget. Concurrent reports of a job wait for each other.
@Service
class TrainingProgress {

    private static final int MAX_POINTS = 200_000;

    private final JobStore jobs;
    private final ProgressStore store;
    private final AuditTrail trail;
    private final WebhookOutbox webhooks;
    private final Clock clock;

    TrainingProgress(JobStore jobs, ProgressStore store, AuditTrail trail, WebhookOutbox webhooks, Clock clock) {
        this.jobs = jobs;
        this.store = store;
        this.trail = trail;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    /// Stores figures of a job. Known steps and those of a job that has ended are ignored.
    ///
    /// @return whether the job is to stop, or has ended
    @Transactional
    public boolean report(UUID id, List<MetricPoint> points) {
        FineTuningJob job = jobs.lock(id).orElse(null);
        if (job == null) {
            return true;
        }
        if (job.progress().state() == State.QUEUED) {
            jobs.start(id);
            store.event(job, "The training has begun.");
        }
        int room = MAX_POINTS - store.points(id);
        Set<Integer> fresh = new TreeSet<>();
        for (MetricPoint point : points) {
            if (fresh.size() < room && store.add(job, point)) {
                fresh.add(point.step());
            }
        }
        if (fresh.isEmpty()) {
            return job.progress().stopping() != null;
        }
        return watch(job, fresh);
    }

    private boolean watch(FineTuningJob job, Set<Integer> fresh) {
        int first = fresh.iterator().next();
        int last = fresh.stream().max(Comparator.naturalOrder()).orElseThrow();
        List<MetricPoint> points = store.around(job.id(), first, last, TrainingWatch.WINDOW);
        List<TrainingFinding> findings = TrainingWatch.inspect(points, fresh, clock.instant());
        Long tokens = points.stream()
                .map(MetricPoint::tokens)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        Budget budget = job.terms().budget();
        BigDecimal cost = budget == null || tokens == null ? null : budget.cost(tokens);
        boolean isStopping = found(job, findings, tokens, cost);
        boolean isTooDear = budget != null && cost != null && cost.compareTo(budget.maxUsd()) > 0;
        if (isTooDear && jobs.stop(job.id(), "budget exceeded")) {
            store.event(job, "The job has cost more than its budget, so it stops.");
        }
        return isStopping || isTooDear;
    }

    /// Stores the result that an executor reported, which the worker of the job reads.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 409 if the job has ended
    @Transactional
    public void ended(UUID id, String remote) {
        if (jobs.lock(id).isEmpty()) {
            throw RequestProblem.CONFLICT.because("The job has ended.");
        }
        jobs.report(id, remote);
    }

    /// Adds findings to an open job.
    ///
    /// @return whether the job is to stop
    @Transactional
    public boolean found(UUID id, List<TrainingFinding> findings) {
        return jobs.lock(id).map(job -> found(job, findings, null, null)).orElse(true);
    }

    private boolean found(
            FineTuningJob job, List<TrainingFinding> findings, @Nullable Long tokens, @Nullable BigDecimal cost) {
        List<TrainingFinding> before = job.progress().findings();
        Set<Anomaly> known = before.stream().map(TrainingFinding::anomaly).collect(Collectors.toSet());
        jobs.watched(job.id(), TrainingFinding.merged(before, findings), tokens, cost);
        for (TrainingFinding finding : findings) {
            if (known.add(finding.anomaly())) {
                tell(job, finding);
            }
        }
        boolean cancels = job.terms().watch().onAnomaly() == AnomalyPolicy.CANCEL && !findings.isEmpty();
        if (cancels
                && jobs.stop(
                        job.id(), "anomaly: " + findings.getFirst().anomaly().name())) {
            store.event(job, "The policy of the job is CANCEL, so it stops.");
        }
        return cancels || job.progress().stopping() != null;
    }

    private void tell(FineTuningJob job, TrainingFinding finding) {
        store.event(
                job,
                "Anomaly " + finding.anomaly().name()
                        + (finding.step() == null ? "." : " at step " + finding.step() + "."));
        trail.append(FineTuningJobs.entry(FineTuningAction.ANOMALY, job)
                .with("anomaly", finding.anomaly().name())
                .withIfPresent("step", finding.step()));
        Map<String, @Nullable Object> facts = facts(job);
        facts.put("anomaly", finding.anomaly().name());
        facts.put("step", finding.step());
        webhooks.add(job.team(), WebhookEvent.FINE_TUNING_ANOMALY, facts);
    }

    /// Returns the facts of every event of a job.
    static Map<String, @Nullable Object> facts(FineTuningJob job) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("job", job.id().toString());
        facts.put("team", job.team());
        facts.put("model", job.model());
        facts.put("base", job.base());
        facts.put("method", job.terms().method().name());
        return facts;
    }
}
