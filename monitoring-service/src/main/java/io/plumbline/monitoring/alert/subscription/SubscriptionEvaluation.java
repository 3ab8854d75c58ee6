package io.plumbline.monitoring.alert.subscription;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.alert.Alert;
import io.plumbline.monitoring.alert.silence.AlertSilence;
import io.plumbline.monitoring.alert.silence.AlertSilences;
import io.plumbline.monitoring.alert.subscription.SubscriptionStore.Due;
import io.plumbline.monitoring.alert.subscription.SubscriptionStore.Followed;
import io.plumbline.monitoring.alert.subscription.SubscriptionStore.Group;
import io.plumbline.monitoring.alert.subscription.SubscriptionStore.Notice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Evaluates each subscription about every five seconds. Any replica may evaluate a subscription, one at a time, by
/// locking it. Its messages and the note that they were sent commit together, so two replicas send a message once.
@Component
class SubscriptionEvaluation {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionEvaluation.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofDays(30);

    private final SubscriptionStore store;
    private final AlertSilences silences;
    private final GroupMessages messages;
    private final TransactionTemplate transactions;
    private final UuidV7 ids;
    private final Clock clock;
    private final ReentrantLock running = new ReentrantLock();

    SubscriptionEvaluation(
            SubscriptionStore store,
            AlertSilences silences,
            GroupMessages messages,
            TransactionTemplate transactions,
            UuidV7 ids,
            Clock clock) {
        this.store = store;
        this.silences = silences;
        this.messages = messages;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void run() {
        if (!running.tryLock()) {
            return;
        }
        try {
            Tenancy.asWorker(this::evaluateAll);
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Subscriptions to alerts wait");
        } finally {
            running.unlock();
        }
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT2M")
    void forget() {
        try {
            Tenancy.asWorker(() -> store.forgetGroups(clock.instant().minus(KEPT)));
        } catch (RuntimeException e) {
            log.atDebug().setCause(e).log("Cannot delete old groups now");
        }
    }

    private void evaluateAll() {
        boolean more = store.hasWork();
        while (more) {
            more = evaluateNext();
        }
    }

    private boolean evaluateNext() {
        AtomicReference<Due> taken = new AtomicReference<>();
        try {
            return Boolean.TRUE.equals(transactions.execute(_ -> {
                Instant now = clock.instant();
                Optional<Due> due = store.due(now);
                due.ifPresent(subscription -> {
                    taken.set(subscription);
                    evaluate(subscription, now);
                    store.evaluateNext(subscription.name(), now.plus(PAUSE));
                });
                return due.isPresent();
            }));
        } catch (RuntimeException e) {
            Due failed = taken.get();
            if (failed == null) {
                throw e;
            }
            log.atWarn().setCause(e).addKeyValue("subscription", failed.name()).log("Cannot evaluate a subscription");
            transactions.executeWithoutResult(
                    _ -> store.evaluateNext(failed.name(), clock.instant().plus(PAUSE_AFTER_FAILURE)));
            return true;
        }
    }

    private void evaluate(Due subscription, Instant now) {
        List<AlertSilence> active = silences.active(now);
        Map<UUID, Group> groups = new LinkedHashMap<>();
        store.groups(subscription.name()).forEach(group -> groups.put(group.id(), group));
        Map<UUID, List<GroupMember>> members = new LinkedHashMap<>();
        for (Followed followed : store.followed(subscription)) {
            boolean silenced = active.stream().anyMatch(silence -> silence.silences(followed.alert()));
            Notice notice = followed.notice();
            if (notice == null) {
                if (silenced
                        || !subscription.plan().enabled()
                        || !subscription.plan().selects(followed.alert())) {
                    continue;
                }
                Group group = groupOf(subscription, followed.alert(), groups, now);
                store.notice(subscription.name(), followed.alert(), group.id());
                notice = new Notice(group.id(), null, 0, false);
            }
            members.computeIfAbsent(notice.group(), _ -> new ArrayList<>())
                    .add(new GroupMember(
                            followed.alert(),
                            notice.sentAt(),
                            notice.escalations(),
                            notice.acknowledgedSent(),
                            followed.acknowledgedBy(),
                            silenced));
        }
        groups.values().forEach(group -> send(subscription, group, members.getOrDefault(group.id(), List.of()), now));
    }

    private Group groupOf(Due subscription, Alert alert, Map<UUID, Group> groups, Instant now) {
        String grouping = subscription.plan().grouping(alert);
        return groups.values().stream()
                .filter(group ->
                        group.team().equals(alert.team()) && group.grouping().equals(grouping))
                .findFirst()
                .orElseGet(() -> {
                    Group opened = new Group(ids.next(), alert.team(), grouping, now, null);
                    store.open(opened, subscription.name());
                    groups.put(opened.id(), opened);
                    return opened;
                });
    }

    private void send(Due subscription, Group group, List<GroupMember> members, Instant now) {
        GroupDecision decision = GroupDecision.of(subscription.plan(), group.openedAt(), group.sentAt(), members, now);
        if (subscription.plan().enabled()) {
            for (GroupDecision.Outgoing outgoing : decision.messages()) {
                messages.add(subscription, group, outgoing, now);
            }
        }
        String name = subscription.name();
        if (decision.message()) {
            store.sent(group.id(), now);
        }
        if (!decision.sent().isEmpty()) {
            store.noticesSent(name, decision.sent(), now);
        }
        if (!decision.acknowledged().isEmpty()) {
            store.acknowledgementsSent(name, decision.acknowledged());
        }
        store.escalated(name, decision.escalated());
        if (!decision.done().isEmpty()) {
            store.forget(name, decision.done());
        }
        if (members.size() == decision.done().size()) {
            store.close(group.id(), now);
        }
    }
}
