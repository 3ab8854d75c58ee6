package io.plumbline.monitoring.preference.plan;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.audit.DocumentChanges;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.feedback.CallFeedback;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import tools.jackson.databind.JsonNode;

/// Creates, replaces, reads and removes plans. A new or replaced plan runs at once.
@Service
class PreferencePlans {

    private final PlanStore store;
    private final AuditTrail trail;
    private final Clock clock;

    PreferencePlans(PlanStore store, AuditTrail trail, Clock clock) {
        this.store = store;
        this.trail = trail;
        this.clock = clock;
    }

    /// Creates or replaces a plan. The revision of a new one is 0.
    ///
    /// @throws ProblemException 404 if the name belongs to a team that the caller does not see; 409 if the plan
    ///     would change its team; 412 for a stale `ifMatch`
    @Transactional
    public PreferencePlan put(String name, String team, PlanDocument document, @Nullable String ifMatch) {
        Instant now = clock.instant();
        Optional<PreferencePlan> present = store.lock(name);
        if (present.isEmpty()) {
            return create(new PreferencePlan(name, team, document, 0, now, now, null), ifMatch);
        }
        PreferencePlan before = present.get();
        EntityTags.check(ifMatch, before.revision());
        checkTeam(before, team);
        PreferencePlan replaced =
                new PreferencePlan(name, team, document, before.revision() + 1, before.createdAt(), now, before.last());
        store.replace(replaced);
        trail.append(DocumentChanges.tell(entry(PlanAction.CHANGED, replaced), json(before), json(replaced)));
        return replaced;
    }

    /// Returns what [#put] would change. Stores nothing.
    ///
    /// @throws ProblemException as `put`
    @Transactional
    public DocumentDiff diff(String name, String team, PlanDocument document) {
        Instant now = clock.instant();
        Optional<PreferencePlan> present = store.find(name);
        if (present.isEmpty()) {
            // Finds out whether the name is another team's.
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            if (!store.insert(new PreferencePlan(name, team, document, 0, now, now, null))) {
                throw RequestProblem.NOT_FOUND.because("This name is taken in this installation. Choose another.");
            }
            return DocumentDiff.of(0, null, members(team, document));
        }
        PreferencePlan before = present.get();
        checkTeam(before, team);
        return DocumentDiff.of(
                Math.toIntExact(before.revision() + 1),
                EntityTags.of(before.revision()),
                members(before.team(), before.document()),
                members(team, document));
    }

    /// The members of a request.
    private static JsonNode members(String team, PlanDocument document) {
        CallFeedback.Scope scope = document.rules().scope();
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("team", team);
        members.put("dataset", document.dataset());
        members.put("format", document.format());
        members.put("route", scope.route());
        members.put("model", scope.model());
        members.put("prompt", scope.prompt());
        members.put("margin", document.rules().margin());
        members.put("perRater", document.rules().perRater());
        members.put("minNew", document.minNew());
        members.put("everyHours", document.everyHours());
        members.put("enabled", document.enabled());
        return PlanStore.JSON.valueToTree(members);
    }

    private static void checkTeam(PreferencePlan before, String team) {
        if (!before.team().equals(team)) {
            throw RequestProblem.CONFLICT.because("A plan cannot change its team. Create another plan.");
        }
    }

    private PreferencePlan create(PreferencePlan plan, @Nullable String ifMatch) {
        if (ifMatch != null) {
            throw RequestProblem.STALE_VERSION.because("There is no such plan to replace.");
        }
        if (!store.insert(plan)) {
            throw RequestProblem.NOT_FOUND.because("This name is taken in this installation. Choose another.");
        }
        trail.append(DocumentChanges.tell(entry(PlanAction.CREATED, plan), null, json(plan)));
        return plan;
    }

    /// @throws ProblemException 404
    @Transactional
    public void remove(String name) {
        PreferencePlan plan = store.lock(name).orElseThrow(PreferencePlans::missing);
        store.remove(name);
        trail.append(DocumentChanges.tell(entry(PlanAction.REMOVED, plan), json(plan), null));
    }

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public PreferencePlan get(String name) {
        return store.find(name).orElseThrow(PreferencePlans::missing);
    }

    /// By name.
    @Transactional(readOnly = true)
    public Page<PreferencePlan> list(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse(null);
        return Page.of(store.list(after, paging.size() + 1), paging, plan -> Cursor.of(plan.name()));
    }

    private static AuditEntry entry(PlanAction action, PreferencePlan plan) {
        return AuditEntry.of(action, plan.team(), "preference-plan", plan.name());
    }

    private static JsonNode json(PreferencePlan plan) {
        return PlanStore.JSON.valueToTree(plan.document());
    }

    private static ProblemException missing() {
        return RequestProblem.NOT_FOUND.because("No plan has this name.");
    }
}
