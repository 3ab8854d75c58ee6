package io.plumbline.gateway.budget;

import io.plumbline.gateway.scope.CallScope;
import io.plumbline.gateway.scope.ScopeCheck;
import io.plumbline.gateway.scope.ScopeMembers;
import io.plumbline.kit.document.DocumentDraft;
import io.plumbline.kit.document.DocumentKind;
import io.plumbline.kit.document.DocumentRules;
import io.plumbline.kit.document.Documents;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/// The rules for budgets as documents. Spend is kept when a budget is replaced with another amount or scope.
@Component
class BudgetRules implements DocumentRules<BudgetRules.Terms, BudgetRequest, BudgetResponse> {

    private static final String NOUN = "budget";

    private final LedgerReport report;
    private final ScopeMembers members;
    private final ScopeCheck check;
    private final Clock clock;

    BudgetRules(LedgerReport report, ScopeMembers members, ScopeCheck check, Clock clock) {
        this.report = report;
        this.members = members;
        this.check = check;
        this.clock = clock;
    }

    /// The stored part of a budget.
    record Terms(CallScope scope, BigDecimal amountUsd, BudgetPeriod period, BudgetAction action) {

        static Budget budget(NamedDocument<Terms> stored) {
            Terms terms = stored.document();
            return new Budget(
                    stored.name(),
                    stored.team(),
                    terms.scope,
                    Usd.of(terms.amountUsd),
                    terms.period,
                    terms.action,
                    stored.createdAt());
        }
    }

    @Bean
    static NamedDocuments<Terms> budgets(Documents documents) {
        return documents.of(new DocumentKind<>(
                NOUN,
                "budget",
                Terms.class,
                new DocumentKind.Events<>(
                        "budget",
                        BudgetAuditAction.CREATED,
                        BudgetAuditAction.CHANGED,
                        BudgetAuditAction.REMOVED,
                        BudgetRules::facts),
                BudgetRequest::of));
    }

    private static Map<String, Object> facts(NamedDocument<Terms> stored) {
        Terms budget = stored.document();
        return Map.of(
                "amountUsd", budget.amountUsd().toPlainString(),
                "period", budget.period().name(),
                "action", budget.action().name(),
                "scope", budget.scope().dimensions());
    }

    /// @throws ProblemException 403 if the caller may not; 400 if its route does not exist
    @Override
    public DocumentDraft<Terms> draft(String name, BudgetRequest request) {
        String owner = check.owner(NOUN, request.team(), request.scope());
        Terms terms = new Terms(request.scope(), request.amountUsd(), request.period(), request.action());
        return new DocumentDraft<>(name, owner, _ -> terms);
    }

    /// Adds the spent and reserved amounts: of all users together if the budget is per user.
    @Override
    public List<BudgetResponse> responses(List<NamedDocument<Terms>> budgets) {
        return responses(budgets, null);
    }

    /// Adds the spent and reserved amounts of one user.
    ///
    /// @throws ProblemException 400 if the budget is not per user
    BudgetResponse response(NamedDocument<Terms> budget, String user) {
        if (!budget.document().scope().isForEachUser()) {
            throw RequestProblem.INVALID_REQUEST
                    .because("This budget is not per user.")
                    .at("/user", "is only for budgets whose scope has the user " + CallScope.EACH);
        }
        return responses(List.of(budget), members.of(user)).getFirst();
    }

    private List<BudgetResponse> responses(List<NamedDocument<Terms>> budgets, @Nullable String ofEach) {
        Instant now = clock.instant();
        List<String> names = new ArrayList<>();
        List<Instant> begins = new ArrayList<>();
        List<@Nullable String> shares = new ArrayList<>();
        for (NamedDocument<Terms> budget : budgets) {
            names.add(budget.name());
            begins.add(budget.document().period().startOf(now));
            shares.add(budget.document().scope().isForEachUser() ? ofEach : ScopeMembers.ALL);
        }
        Map<String, LedgerEntry> entries = report.of(names, begins, shares);
        return budgets.stream()
                .map(budget -> BudgetResponse.from(
                        budget,
                        entries.getOrDefault(
                                budget.name(),
                                LedgerEntry.none(
                                        budget.name(),
                                        budget.document().period().startOf(now))),
                        budget.document().scope().isForEachUser() && ofEach == null,
                        check.warnings(budget.document().scope()),
                        now))
                .toList();
    }
}
