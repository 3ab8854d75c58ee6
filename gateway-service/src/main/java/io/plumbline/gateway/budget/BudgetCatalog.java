package io.plumbline.gateway.budget;

import io.plumbline.gateway.change.ConfigurationChanges;
import io.plumbline.gateway.change.ConfigurationChanges.Kept;
import io.plumbline.gateway.scope.CallScope;
import io.plumbline.gateway.scope.ScopeCheck;
import io.plumbline.gateway.scope.ScopeMembers;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;

/// Stores the budgets. The database limits what is visible to the caller's teams. Spend is kept when a budget is
/// replaced with another amount or scope.
@Service
class BudgetCatalog {

    private static final String NAME_CONSTRAINT = "budget_pkey";
    private static final long NO_REVISION = -1;

    private final BudgetRepository budgets;
    private final LedgerReport report;
    private final ScopeMembers members;
    private final ScopeCheck check;
    private final ConfigurationChanges changes;
    private final AuditTrail trail;
    private final Clock clock;

    BudgetCatalog(
            BudgetRepository budgets,
            LedgerReport report,
            ScopeMembers members,
            ScopeCheck check,
            ConfigurationChanges changes,
            AuditTrail trail,
            Clock clock) {
        this.budgets = budgets;
        this.report = report;
        this.members = members;
        this.check = check;
        this.changes = changes;
        this.trail = trail;
        this.clock = clock;
    }

    /// The result of a PUT.
    record Put(BudgetEntity budget, boolean created) {}

    /// Creates or replaces the budget.
    ///
    /// @throws ProblemException 404 if the name belongs to another team; 409 if the budget would change its team;
    ///     403 if the caller may not; 400 if its route does not exist; 412 for a stale `ifMatch`
    Put put(String name, BudgetRequest request, @Nullable String ifMatch) {
        String team = teamOf(request);
        check.requireRoute(request.scope());
        return changes.make(NAME_CONSTRAINT, () -> store(name, team, request, ifMatch));
    }

    /// Returns what [#put] would change. Stores nothing.
    ///
    /// @throws ProblemException as [#put]
    DocumentDiff diff(String name, BudgetRequest request) {
        String team = teamOf(request);
        check.requireRoute(request.scope());
        return changes.preview(
                NAME_CONSTRAINT,
                () -> budgets.lockByName(name).map(BudgetCatalog::kept),
                () -> kept(store(name, team, request, null).budget()));
    }

    private static Kept kept(BudgetEntity budget) {
        return new Kept(
                budget.revision(),
                new BudgetRequest(
                        budget.team(),
                        budget.scope(),
                        BudgetResponse.plain(budget.amountUsd()),
                        budget.period(),
                        budget.action()));
    }

    /// Returns the named team, otherwise the scope's; otherwise `*`, for a budget of the platform.
    private static String teamOf(BudgetRequest request) {
        String scoped = request.scope().team();
        String named = request.team() == null ? scoped : request.team();
        if (named != null && scoped != null && !named.equals(scoped)) {
            throw RequestProblem.INVALID_REQUEST
                    .because("A team's budget covers only its own calls.")
                    .at("/scope/team", "must be the budget's team");
        }
        return Callers.current().teamFor(Permission.BUDGET_WRITE, named == null ? Caller.EVERY_TEAM : named);
    }

    private Put store(String name, String team, BudgetRequest request, @Nullable String ifMatch) {
        BudgetEntity present = budgets.lockByName(name).orElse(null);
        EntityTags.check(ifMatch, present == null ? NO_REVISION : present.revision());
        if (present != null && !present.team().equals(team)) {
            throw RequestProblem.CONFLICT.because("A budget cannot change its team. Create another budget.");
        }
        Instant now = clock.instant();
        BudgetEntity budget = present == null ? new BudgetEntity(name, team, request, now) : present;
        budget.replace(request, now);
        BudgetEntity saved = budgets.saveAndFlush(budget);
        trail.append(entry(present == null ? BudgetAuditAction.CREATED : BudgetAuditAction.CHANGED, saved));
        return new Put(saved, present == null);
    }

    private static AuditEntry entry(BudgetAuditAction action, BudgetEntity budget) {
        String team = budget.team().equals(Caller.EVERY_TEAM) ? Caller.PLATFORM_TEAM : budget.team();
        return AuditEntry.of(action, team, "budget", budget.name())
                .with("amountUsd", budget.amountUsd().toPlainString())
                .with("period", budget.period().name())
                .with("action", budget.action().name())
                .with("scope", budget.scope().dimensions());
    }

    /// @throws ProblemException 404
    BudgetEntity get(String name) {
        return budgets.findByName(name).orElseThrow(BudgetCatalog::missing);
    }

    /// Returns budgets by name.
    Page<BudgetResponse> page(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        List<BudgetEntity> rows = budgets.findByNameGreaterThanOrderByName(after, Limit.of(paging.size() + 1));
        return Page.of(described(rows), paging, budget -> Cursor.of(budget.name()));
    }

    /// Adds the spent and reserved amounts: of all users together if the budget is per user.
    List<BudgetResponse> described(List<BudgetEntity> rows) {
        return described(rows, null);
    }

    /// Adds the spent and reserved amounts of one user.
    ///
    /// @throws ProblemException 400 if the budget is not per user
    BudgetResponse described(BudgetEntity budget, String user) {
        if (!budget.scope().isForEachUser()) {
            throw RequestProblem.INVALID_REQUEST
                    .because("This budget is not per user.")
                    .at("/user", "is only for budgets whose scope has the user " + CallScope.EACH);
        }
        return described(List.of(budget), members.of(user)).getFirst();
    }

    private List<BudgetResponse> described(List<BudgetEntity> rows, @Nullable String ofEach) {
        Instant now = clock.instant();
        List<String> names = new ArrayList<>();
        List<Instant> begins = new ArrayList<>();
        List<@Nullable String> shares = new ArrayList<>();
        for (BudgetEntity budget : rows) {
            names.add(budget.name());
            begins.add(budget.period().startOf(now));
            shares.add(budget.scope().isForEachUser() ? ofEach : ScopeMembers.ALL);
        }
        Map<String, LedgerEntry> entries = report.of(names, begins, shares);
        return rows.stream()
                .map(budget -> BudgetResponse.from(
                        budget,
                        entries.getOrDefault(
                                budget.name(),
                                LedgerEntry.none(budget.name(), budget.period().startOf(now))),
                        budget.scope().isForEachUser() && ofEach == null,
                        check.warnings(budget.scope()),
                        now))
                .toList();
    }

    /// @throws ProblemException 404
    void remove(String name) {
        changes.make(NAME_CONSTRAINT, () -> {
            BudgetEntity budget = budgets.lockByName(name).orElseThrow(BudgetCatalog::missing);
            budgets.delete(budget);
            trail.append(entry(BudgetAuditAction.REMOVED, budget));
            return Boolean.TRUE;
        });
    }

    private static ProblemException missing() {
        return RequestProblem.NOT_FOUND.because("No budget has this name.");
    }
}
