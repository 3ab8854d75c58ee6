package io.plumbline.gateway.price;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The prices of service tiers relative to the model's price, as the operator configures them
/// ([PriceProperties.Tier]). Thread-safe.
final class ServiceTiers {

    /// The providers' names for the tier with the list price, or for their own choice.
    private static final Set<String> USUAL = Set.of("auto", "default", "standard", "standard_only");

    private static final int MOST_TOLD = 100;
    private static final int LONGEST_NAME = 40;
    private static final Logger log = LoggerFactory.getLogger(ServiceTiers.class);

    private final List<PriceProperties.Tier> tiers;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    ServiceTiers(List<PriceProperties.Tier> tiers) {
        this.tiers = tiers.stream()
                .sorted(Comparator.comparingInt((PriceProperties.Tier tier) -> ModelPrice.precision(tier.model()))
                        .reversed())
                .toList();
    }

    static boolean isUsual(String tier) {
        return USUAL.contains(tier);
    }

    /// Returns empty if the tier is not configured.
    Optional<BigDecimal> share(String model, String tier) {
        if (isUsual(tier)) {
            return Optional.of(BigDecimal.ONE);
        }
        return tiers.stream()
                .filter(each -> each.tier().equals(tier) && ModelPrice.matches(each.model(), model))
                .map(PriceProperties.Tier::share)
                .findFirst();
    }

    /// Returns the price of a tier in which an answer was served. A tier that is not configured costs the list
    /// price and is reported to the operator.
    BigDecimal shareOrUsual(String model, String tier) {
        return share(model, tier).orElseGet(() -> {
            String name = tier.length() > LONGEST_NAME ? "" : tier;
            if (told.size() < MOST_TOLD && told.add(model + ' ' + name)) {
                log.atWarn()
                        .addKeyValue("model", model)
                        .addKeyValue("tier", name)
                        .log("A provider serves in a tier whose price nobody has said: it is charged by the list");
            }
            return BigDecimal.ONE;
        });
    }
}
