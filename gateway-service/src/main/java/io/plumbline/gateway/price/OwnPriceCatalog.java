package io.plumbline.gateway.price;

import io.plumbline.gateway.change.ConfigurationChanges;
import io.plumbline.gateway.change.ConfigurationChanges.Kept;
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
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;

/// Stores the prices that the organisation has agreed. They belong to the platform, so teams do not see them. A
/// change of a price does not affect the cost of earlier calls.
@Service
class OwnPriceCatalog {

    /// Each replica holds all of them in memory.
    private static final long MOST = 2_000;

    private static final String NAME_CONSTRAINT = "own_price_pkey";
    private static final long NO_REVISION = -1;

    private final OwnPriceRepository prices;
    private final KnownModels models;
    private final ConfigurationChanges changes;
    private final AuditTrail trail;
    private final Clock clock;

    OwnPriceCatalog(
            OwnPriceRepository prices,
            KnownModels models,
            ConfigurationChanges changes,
            AuditTrail trail,
            Clock clock) {
        this.prices = prices;
        this.models = models;
        this.changes = changes;
        this.trail = trail;
        this.clock = clock;
    }

    /// The result of a PUT.
    record Put(OwnPriceEntity price, boolean created) {}

    /// Creates or replaces the price.
    ///
    /// @throws ProblemException 403 if the caller may not; 400 if its provider does not exist; 412 for a stale
    ///     `ifMatch`; 409 if there are too many
    Put put(String name, OwnPriceRequest request, @Nullable String ifMatch) {
        require(request);
        return changes.make(NAME_CONSTRAINT, () -> store(name, request, ifMatch));
    }

    /// Returns what [#put] would change. Stores nothing.
    ///
    /// @throws ProblemException as [#put]
    DocumentDiff diff(String name, OwnPriceRequest request) {
        require(request);
        return changes.preview(
                NAME_CONSTRAINT,
                () -> prices.lockByName(name).map(OwnPriceCatalog::kept),
                () -> kept(store(name, request, null).price()));
    }

    private static Kept kept(OwnPriceEntity price) {
        return new Kept(price.revision(), OwnPriceResponse.from(price, List.of()));
    }

    private void require(OwnPriceRequest request) {
        Callers.current().teamFor(Permission.BUDGET_WRITE, Caller.EVERY_TEAM);
        if (request.provider() != null && !models.isProvider(request.provider())) {
            throw RequestProblem.INVALID_REQUEST
                    .because("No provider has this name. Create it first.")
                    .at("/provider", "must be a provider's name");
        }
    }

    private Put store(String name, OwnPriceRequest request, @Nullable String ifMatch) {
        OwnPriceEntity present = prices.lockByName(name).orElse(null);
        EntityTags.check(ifMatch, present == null ? NO_REVISION : present.revision());
        if (present == null && prices.count() >= MOST) {
            throw RequestProblem.CONFLICT.because(
                    "There are " + MOST + " prices already. Remove those that newer ones have replaced.");
        }
        Instant now = clock.instant();
        OwnPriceEntity price = present == null ? new OwnPriceEntity(name, request, now) : present;
        price.replace(request, now);
        OwnPriceEntity saved = prices.saveAndFlush(price);
        trail.append(entry(present == null ? OwnPriceAction.CREATED : OwnPriceAction.CHANGED, saved));
        return new Put(saved, present == null);
    }

    private static AuditEntry entry(OwnPriceAction action, OwnPriceEntity entity) {
        OwnPrice price = entity.price();
        PriceTerms terms = price.terms();
        TokenRates rates = terms.rates();
        return AuditEntry.of(action, Caller.PLATFORM_TEAM, "price", price.name())
                .with("provider", price.provider() == null ? "" : price.provider())
                .with("model", price.model())
                .with("validFrom", price.validFrom().toString())
                .with("discountPercent", plain(terms.discountPercent()))
                .with("inputUsd", plain(rates == null ? null : rates.inputUsd()))
                .with("cachedInputUsd", plain(rates == null ? null : rates.cachedInputUsd()))
                .with("outputUsd", plain(rates == null ? null : rates.outputUsd()));
    }

    private static String plain(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }

    /// Returns possible mistakes in a price, as sentences.
    List<String> warnings(OwnPriceEntity entity) {
        OwnPrice price = entity.price();
        if (models.isServed(price.provider(), model -> ModelPrice.matches(price.model(), model))) {
            return List.of();
        }
        return List.of("No route or registered version uses such a model, and no provider lists it."
                + " Currently the price applies only to direct calls.");
    }

    /// @throws ProblemException 404
    OwnPriceEntity get(String name) {
        return prices.findByName(name).orElseThrow(OwnPriceCatalog::missing);
    }

    /// Returns prices by name.
    Page<OwnPriceEntity> page(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        List<OwnPriceEntity> rows = prices.findByNameGreaterThanOrderByName(after, Limit.of(paging.size() + 1));
        return Page.of(rows, paging, price -> Cursor.of(price.name()));
    }

    /// @throws ProblemException 404
    void remove(String name) {
        changes.make(NAME_CONSTRAINT, () -> {
            OwnPriceEntity price = prices.lockByName(name).orElseThrow(OwnPriceCatalog::missing);
            prices.delete(price);
            trail.append(entry(OwnPriceAction.REMOVED, price));
            return Boolean.TRUE;
        });
    }

    private static ProblemException missing() {
        return RequestProblem.NOT_FOUND.because("No price has this name.");
    }
}
