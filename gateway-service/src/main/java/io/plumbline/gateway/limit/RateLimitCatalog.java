package io.plumbline.gateway.limit;

import io.plumbline.gateway.change.ConfigurationChanges;
import io.plumbline.gateway.change.ConfigurationChanges.Kept;
import io.plumbline.gateway.scope.ScopeCheck;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;

/// Stores the limits. The database limits what is visible to the caller's teams. Counts are kept when a limit is
/// replaced.
@Service
class RateLimitCatalog {

    private static final String NAME_CONSTRAINT = "rate_limit_pkey";
    private static final long NO_REVISION = -1;

    private final RateLimitRepository limits;
    private final ConfigurationChanges changes;
    private final ScopeCheck check;
    private final AuditTrail trail;
    private final Clock clock;

    RateLimitCatalog(
            RateLimitRepository limits, ConfigurationChanges changes, ScopeCheck check, AuditTrail trail, Clock clock) {
        this.limits = limits;
        this.check = check;
        this.changes = changes;
        this.trail = trail;
        this.clock = clock;
    }

    /// The result of a PUT.
    record Put(RateLimitEntity limit, boolean created) {}

    /// Creates or replaces the limit.
    ///
    /// @throws ProblemException 404 if the name belongs to another team; 409 if the limit would change its team;
    ///     403 if the caller may not; 400 if its route does not exist; 412 for a stale `ifMatch`
    Put put(String name, RateLimitRequest request, @Nullable String ifMatch) {
        String team = teamOf(request);
        check.requireRoute(request.scope());
        return changes.make(NAME_CONSTRAINT, () -> store(name, team, request, ifMatch));
    }

    /// Returns what [#put] would change. Stores nothing.
    ///
    /// @throws ProblemException as [#put]
    DocumentDiff diff(String name, RateLimitRequest request) {
        String team = teamOf(request);
        check.requireRoute(request.scope());
        return changes.preview(
                NAME_CONSTRAINT,
                () -> limits.lockByName(name).map(RateLimitCatalog::kept),
                () -> kept(store(name, team, request, null).limit()));
    }

    private static Kept kept(RateLimitEntity limit) {
        return new Kept(limit.revision(), RateLimitResponse.from(limit, List.of()));
    }

    /// Returns the named team, otherwise the scope's; otherwise `*`, for a limit of the platform.
    private static String teamOf(RateLimitRequest request) {
        String scoped = request.scope().team();
        String named = request.team() == null ? scoped : request.team();
        if (named != null && scoped != null && !named.equals(scoped)) {
            throw RequestProblem.INVALID_REQUEST
                    .because("A team's limit covers only its own calls.")
                    .at("/scope/team", "must be the limit's team");
        }
        return Callers.current().teamFor(Permission.BUDGET_WRITE, named == null ? Caller.EVERY_TEAM : named);
    }

    private Put store(String name, String team, RateLimitRequest request, @Nullable String ifMatch) {
        RateLimitEntity present = limits.lockByName(name).orElse(null);
        EntityTags.check(ifMatch, present == null ? NO_REVISION : present.revision());
        if (present != null && !present.team().equals(team)) {
            throw RequestProblem.CONFLICT.because("A limit cannot change its team. Create another limit.");
        }
        Instant now = clock.instant();
        RateLimitEntity limit = present == null ? new RateLimitEntity(name, team, request, now) : present;
        limit.replace(request, now);
        RateLimitEntity saved = limits.saveAndFlush(limit);
        trail.append(entry(present == null ? RateLimitAction.CREATED : RateLimitAction.CHANGED, saved));
        return new Put(saved, present == null);
    }

    private static AuditEntry entry(RateLimitAction action, RateLimitEntity limit) {
        String team = limit.team().equals(Caller.EVERY_TEAM) ? Caller.PLATFORM_TEAM : limit.team();
        return AuditEntry.of(action, team, "rate-limit", limit.name())
                .with("limits", limit.limits().described())
                .with("scope", limit.scope().dimensions());
    }

    /// @throws ProblemException 404
    RateLimitEntity get(String name) {
        return limits.findByName(name).orElseThrow(RateLimitCatalog::missing);
    }

    /// Returns limits by name.
    Page<RateLimitEntity> page(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        List<RateLimitEntity> rows = limits.findByNameGreaterThanOrderByName(after, Limit.of(paging.size() + 1));
        return Page.of(rows, paging, limit -> Cursor.of(limit.name()));
    }

    /// @throws ProblemException 404
    void remove(String name) {
        changes.make(NAME_CONSTRAINT, () -> {
            RateLimitEntity limit = limits.lockByName(name).orElseThrow(RateLimitCatalog::missing);
            limits.delete(limit);
            trail.append(entry(RateLimitAction.REMOVED, limit));
            return Boolean.TRUE;
        });
    }

    private static ProblemException missing() {
        return RequestProblem.NOT_FOUND.because("No limit has this name.");
    }
}
