package io.plumbline.gateway.price;

import io.plumbline.kit.document.DocumentDraft;
import io.plumbline.kit.document.DocumentKind;
import io.plumbline.kit.document.DocumentRules;
import io.plumbline.kit.document.Documents;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/// The rules for the prices that the organisation has agreed. They belong to the platform, so teams do not see them.
/// A change of a price does not affect the cost of earlier calls.
@Component
class OwnPriceRules implements DocumentRules<OwnPriceRules.Terms, OwnPriceRequest, OwnPriceResponse> {

    /// Each replica holds all of them in memory.
    private static final long MOST = 2_000;

    private final NamedDocuments<Terms> prices;
    private final KnownModels models;

    OwnPriceRules(NamedDocuments<Terms> prices, KnownModels models) {
        this.prices = prices;
        this.models = models;
    }

    /// The stored part of a price.
    record Terms(@Nullable String provider, String model, LocalDate validFrom, PriceTerms terms) {

        static OwnPrice price(NamedDocument<Terms> stored) {
            Terms price = stored.document();
            return new OwnPrice(stored.name(), price.provider(), price.model(), price.validFrom(), price.terms());
        }
    }

    @Bean
    static NamedDocuments<Terms> ownPrices(Documents documents) {
        return documents.of(new DocumentKind<>(
                "price",
                "own_price",
                Terms.class,
                new DocumentKind.Events<>(
                        "price",
                        OwnPriceAction.CREATED,
                        OwnPriceAction.CHANGED,
                        OwnPriceAction.REMOVED,
                        OwnPriceRules::facts),
                price -> OwnPriceResponse.from(price, List.of())));
    }

    private static Map<String, Object> facts(NamedDocument<Terms> stored) {
        Terms price = stored.document();
        TokenRates rates = price.terms().rates();
        return Map.of(
                "provider", price.provider() == null ? "" : price.provider(),
                "model", price.model(),
                "validFrom", price.validFrom().toString(),
                "discountPercent", plain(price.terms().discountPercent()),
                "inputUsd", plain(rates == null ? null : rates.inputUsd()),
                "cachedInputUsd", plain(rates == null ? null : rates.cachedInputUsd()),
                "outputUsd", plain(rates == null ? null : rates.outputUsd()));
    }

    private static String plain(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }

    /// @throws ProblemException 403 if the caller may not; 400 if its provider does not exist; 409 if there are too
    ///     many
    @Override
    public DocumentDraft<Terms> draft(String name, OwnPriceRequest request) {
        String owner = Callers.current().teamFor(Permission.BUDGET_WRITE, Caller.EVERY_TEAM);
        if (request.provider() != null && !models.isProvider(request.provider())) {
            throw RequestProblem.INVALID_REQUEST
                    .because("No provider has this name. Create it first.")
                    .at("/provider", "must be a provider's name");
        }
        return new DocumentDraft<>(name, owner, present -> {
            if (present == null && prices.count() >= MOST) {
                throw RequestProblem.CONFLICT.because(
                        "There are " + MOST + " prices already. Remove those that newer ones have replaced.");
            }
            return new Terms(request.provider(), request.model(), request.validFrom(), request.terms());
        });
    }

    @Override
    public List<OwnPriceResponse> responses(List<NamedDocument<Terms>> stored) {
        return stored.stream()
                .map(price -> OwnPriceResponse.from(price, warnings(price.document())))
                .toList();
    }

    private List<String> warnings(Terms price) {
        if (models.isServed(price.provider(), model -> ModelPrice.matches(price.model(), model))) {
            return List.of();
        }
        return List.of("No route or registered version uses such a model, and no provider lists it."
                + " Currently the price applies only to direct calls.");
    }
}
