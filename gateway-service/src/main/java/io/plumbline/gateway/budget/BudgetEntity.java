package io.plumbline.gateway.budget;

import io.plumbline.gateway.scope.CallScope;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A stored budget. Name and team never change; the rest is replaced as a whole.
@Entity
@Table(name = "budget")
class BudgetEntity {

    @Id
    private String name;

    private String team;

    @JdbcTypeCode(SqlTypes.JSON)
    private CallScope scope;

    private BigDecimal amountUsd;

    @Enumerated(EnumType.STRING)
    private BudgetPeriod period;

    @Enumerated(EnumType.STRING)
    private BudgetAction action;

    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private @Nullable Long revision;

    @SuppressWarnings("NullAway.Init")
    protected BudgetEntity() {}

    BudgetEntity(String name, String team, BudgetRequest request, Instant now) {
        this.name = name;
        this.team = team;
        this.scope = request.scope();
        this.amountUsd = request.amountUsd();
        this.period = request.period();
        this.action = request.action();
        this.createdAt = now;
        this.updatedAt = now;
    }

    void replace(BudgetRequest request, Instant now) {
        scope = request.scope();
        amountUsd = request.amountUsd();
        period = request.period();
        action = request.action();
        updatedAt = now;
    }

    Budget budget() {
        return new Budget(name, team, scope, Usd.of(amountUsd), period, action, createdAt);
    }

    String name() {
        return name;
    }

    String team() {
        return team;
    }

    CallScope scope() {
        return scope;
    }

    BigDecimal amountUsd() {
        return amountUsd;
    }

    BudgetPeriod period() {
        return period;
    }

    BudgetAction action() {
        return action;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    /// Returns the number of changes: the budget's entity tag.
    long revision() {
        return revision == null ? 0 : revision;
    }
}
