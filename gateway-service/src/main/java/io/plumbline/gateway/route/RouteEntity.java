package io.plumbline.gateway.route;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A stored route. Name and team never change; the rest is replaced as a whole.
@Entity
@Table(name = "route")
class RouteEntity {

    @Id
    private String name;

    private String team;

    @Enumerated(EnumType.STRING)
    private Environment environment;

    @JdbcTypeCode(SqlTypes.JSON)
    private RouteDefinition definition;

    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private @Nullable Long revision;

    @SuppressWarnings("NullAway.Init")
    protected RouteEntity() {}

    RouteEntity(String name, String team, Environment environment, RouteDefinition definition, Instant now) {
        this.name = name;
        this.team = team;
        this.environment = environment;
        this.definition = definition;
        this.createdAt = now;
        this.updatedAt = now;
    }

    void replace(Environment newEnvironment, RouteDefinition newDefinition, Instant now) {
        environment = newEnvironment;
        definition = newDefinition;
        updatedAt = now;
    }

    /// Returns the route as calls use it.
    ///
    /// @param rollout in effect on it; null without one
    Route effective(@Nullable RouteRollout rollout) {
        return rollout == null
                ? new Route(name, team, environment, definition, null)
                : new Route(name, team, environment, rollout.applyTo(definition), rollout.calls());
    }

    String name() {
        return name;
    }

    String team() {
        return team;
    }

    Environment environment() {
        return environment;
    }

    RouteDefinition definition() {
        return definition;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    /// Returns the number of changes: the route's entity tag.
    long revision() {
        return revision == null ? 0 : revision;
    }
}
