package io.plumbline.gateway.limit;

import io.plumbline.gateway.route.RouteLimits;
import io.plumbline.gateway.scope.CallScope;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A stored limit. Name and team never change; the rest is replaced as a whole.
@Entity
@Table(name = "rate_limit")
class RateLimitEntity {

    @Id
    private String name;

    private String team;

    @JdbcTypeCode(SqlTypes.JSON)
    private CallScope scope;

    @JdbcTypeCode(SqlTypes.JSON)
    private RouteLimits limits;

    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private @Nullable Long revision;

    @SuppressWarnings("NullAway.Init")
    protected RateLimitEntity() {}

    RateLimitEntity(String name, String team, RateLimitRequest request, Instant now) {
        this.name = name;
        this.team = team;
        this.scope = request.scope();
        this.limits = request.limits();
        this.createdAt = now;
        this.updatedAt = now;
    }

    void replace(RateLimitRequest request, Instant now) {
        scope = request.scope();
        limits = request.limits();
        updatedAt = now;
    }

    RateLimit rule() {
        return new RateLimit(name, team, scope, limits);
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

    RouteLimits limits() {
        return limits;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    /// Returns the number of changes: the limit's entity tag.
    long revision() {
        return revision == null ? 0 : revision;
    }
}
