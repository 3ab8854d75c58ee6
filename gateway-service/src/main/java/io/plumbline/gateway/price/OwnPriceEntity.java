package io.plumbline.gateway.price;

import io.plumbline.kit.security.Caller;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A stored price of the organisation. Its name never changes; the rest is replaced as a whole.
@Entity
@Table(name = "own_price")
class OwnPriceEntity {

    @Id
    private String name;

    private String team;
    private @Nullable String provider;
    private String model;
    private LocalDate validFrom;

    @JdbcTypeCode(SqlTypes.JSON)
    private PriceTerms terms;

    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private @Nullable Long revision;

    @SuppressWarnings("NullAway.Init")
    protected OwnPriceEntity() {}

    OwnPriceEntity(String name, OwnPriceRequest request, Instant now) {
        this.name = name;
        this.team = Caller.EVERY_TEAM;
        this.provider = request.provider();
        this.model = request.model();
        this.validFrom = request.validFrom();
        this.terms = request.terms();
        this.createdAt = now;
        this.updatedAt = now;
    }

    void replace(OwnPriceRequest request, Instant now) {
        provider = request.provider();
        model = request.model();
        validFrom = request.validFrom();
        terms = request.terms();
        updatedAt = now;
    }

    OwnPrice price() {
        return new OwnPrice(name, provider, model, validFrom, terms);
    }

    String name() {
        return name;
    }

    /// Always the platform.
    String team() {
        return team;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    /// Returns the number of changes: the price's entity tag.
    long revision() {
        return revision == null ? 0 : revision;
    }
}
