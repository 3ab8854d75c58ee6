package io.plumbline.eval.online;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditReader;
import io.plumbline.audit.SequencedEvent;
import io.plumbline.eval.judge.rating.Digests;
import io.plumbline.eval.online.OnlineCallStore.Sampled;
import io.plumbline.eval.online.OnlinePlan.ConsentRule;
import io.plumbline.eval.online.OnlineRules.Terms;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.tenancy.Tenancy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Samples finished calls from the audit log, in its order. A call is a candidate when it ends, or, if consent is
/// required, when its feedback gives consent. Whether it is sampled depends only on its id and the name of the
/// evaluation, so replicas and restarts choose the same calls, and the choice does not depend on the answer. One
/// transaction moves the position and adds the calls: each event counts once. Without an active evaluation, the
/// position follows the end of the log.
@Component
class OnlineSampling {

    static final String CALLS = "CALLS";
    static final String SAMPLED = "SAMPLED";

    private static final int BATCH = 1_000;
    private static final String FEEDBACK = "monitoring.feedback.received";
    private static final int HEX = 16;
    /// Hexadecimal digits of a 52-bit number.
    private static final int DIGITS = 13;
    private static final double RANGE = 1L << 52;

    private final NamedDocuments<Terms> evaluations;
    private final OnlineCallStore calls;
    private final AuditReader reader;
    private final TransactionTemplate transactions;

    OnlineSampling(
            NamedDocuments<Terms> evaluations,
            OnlineCallStore calls,
            AuditReader reader,
            TransactionTemplate transactions) {
        this.evaluations = evaluations;
        this.calls = calls;
        this.reader = reader;
        this.transactions = transactions;
    }

    void run() {
        boolean more;
        do {
            more = Boolean.TRUE.equals(Tenancy.asWorker(() -> transactions.execute(_ -> step())));
        } while (more && !Thread.currentThread().isInterrupted());
    }

    /// Returns whether there may be more events.
    private boolean step() {
        long position = calls.lockPosition();
        long size = reader.size();
        List<NamedDocument<Terms>> active = evaluations.all().stream()
                .filter(each -> each.document().plan().share() > 0)
                .toList();
        // a log that was restored from a backup may be shorter
        if (position == OnlineCallStore.NOWHERE || position > size || active.isEmpty()) {
            if (position != size) {
                calls.savePosition(size);
            }
            return false;
        }
        List<SequencedEvent> events = reader.readFrom(position, BATCH);
        if (events.isEmpty()) {
            return false;
        }
        Batch batch = new Batch(active);
        events.forEach(each -> batch.take(each.event()));
        batch.save();
        calls.savePosition(events.getLast().index() + 1);
        return events.size() == BATCH;
    }

    /// Returns whether an evaluation selects a call.
    static boolean selects(String evaluation, double share, UUID callId) {
        String hash = Digests.hex((evaluation + ":" + callId).getBytes(StandardCharsets.UTF_8));
        return Long.parseLong(hash.substring(0, DIGITS), HEX) / RANGE < share;
    }

    private record Fate(String evaluation, String team, Instant day, String name) {}

    private record Hour(String evaluation, Instant start) {}

    /// The sampled calls of a batch of events.
    private final class Batch {

        private final List<NamedDocument<Terms>> active;
        private final Map<Fate, Long> fates = new HashMap<>();
        private final Map<Hour, Integer> hours = new HashMap<>();

        Batch(List<NamedDocument<Terms>> active) {
            this.active = active;
        }

        void take(AuditEvent event) {
            if (event.action().equals(FEEDBACK)) {
                takeFeedback(event);
                return;
            }
            if (active.stream().noneMatch(each -> each.team().equals(event.team()))) {
                return;
            }
            LiveCall.of(event).ifPresent(call -> {
                for (NamedDocument<Terms> each : ofRoute(event.team(), call)) {
                    count(each, event.time(), CALLS);
                    if (each.document().plan().consent() == ConsentRule.NOT_REQUIRED) {
                        consider(each, event, call, event.time());
                    }
                }
            });
        }

        private List<NamedDocument<Terms>> ofRoute(String team, LiveCall call) {
            return active.stream()
                    .filter(each -> each.team().equals(team)
                            && each.document().plan().route().equals(call.route()))
                    .toList();
        }

        /// Newer feedback replaces older feedback, and with it the consent.
        private void takeFeedback(AuditEvent event) {
            UUID id = callId(event);
            boolean consents = Boolean.TRUE.equals(event.attributes().get("trainingConsent"));
            for (NamedDocument<Terms> each : active) {
                if (id != null
                        && !consents
                        && each.team().equals(event.team())
                        && each.document().plan().consent() == ConsentRule.REQUIRED
                        && calls.withdraw(each.name(), id)) {
                    count(each, event.time(), SkipReason.CONSENT_WITHDRAWN.name());
                }
            }
            if (id != null && consents) {
                reader.find(id)
                        .filter(call -> call.team().equals(event.team()))
                        .ifPresent(found -> LiveCall.of(found).ifPresent(call -> {
                            for (NamedDocument<Terms> each : ofRoute(event.team(), call)) {
                                if (each.document().plan().consent() == ConsentRule.REQUIRED) {
                                    consider(each, found, call, event.time());
                                }
                            }
                        }));
            }
        }

        private static @Nullable UUID callId(AuditEvent feedback) {
            try {
                return UUID.fromString(String.valueOf(feedback.attributes().get("callId")));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        private void consider(NamedDocument<Terms> evaluation, AuditEvent event, LiveCall call, Instant at) {
            OnlinePlan plan = evaluation.document().plan();
            if (!selects(evaluation.name(), plan.share(), event.id()) || calls.knows(evaluation.name(), event.id())) {
                return;
            }
            count(evaluation, at, SAMPLED);
            Hour hour = new Hour(evaluation.name(), at.truncatedTo(ChronoUnit.HOURS));
            int before = hours.computeIfAbsent(hour, each -> calls.sampledInHour(each.evaluation(), each.start()));
            if (before >= plan.perHour()) {
                count(evaluation, at, SkipReason.HOURLY_LIMIT.name());
                return;
            }
            boolean consented = plan.consent() == ConsentRule.REQUIRED; // else the call is no candidate
            Sampled sampled =
                    new Sampled(evaluation.name(), event.id(), evaluation.team(), call, event.time(), consented, 0);
            if (calls.add(sampled, at)) {
                hours.put(hour, before + 1);
            }
        }

        private void count(NamedDocument<Terms> evaluation, Instant at, String fate) {
            fates.merge(
                    new Fate(evaluation.name(), evaluation.team(), at.truncatedTo(ChronoUnit.DAYS), fate),
                    1L,
                    Long::sum);
        }

        void save() {
            fates.forEach(
                    (fate, number) -> calls.count(fate.evaluation(), fate.team(), fate.day(), fate.name(), number));
        }
    }
}
