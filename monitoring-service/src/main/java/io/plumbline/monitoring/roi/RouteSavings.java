package io.plumbline.monitoring.roi;

import io.plumbline.monitoring.roi.RoiFacts.Target;
import io.plumbline.monitoring.roi.RoiFacts.Tokens;
import io.plumbline.monitoring.roi.TokenPrices.PricedModel;
import io.plumbline.monitoring.roi.TokenPrices.TokenPrice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the distribution of a route's calls over its variants saves.
///
/// @param reference variant that would have answered all calls
/// @param model of that variant: the one with the most calls
/// @param calls calls of models with a known price
/// @param savedUsd for the same tokens
/// @param savedUsdPerCall for the same number of calls, each at the mean cost of a call of the reference
/// @param unpriced calls of models without a known price, which the savings do not contain
record RouteSavings(
        String team,
        String route,
        String reference,
        String model,
        long calls,
        double savedUsd,
        double savedUsdPerCall,
        long unpriced) {

    RouteSavings {
        savedUsd = Figure.rounded(savedUsd);
        savedUsdPerCall = Figure.rounded(savedUsdPerCall);
    }

    private record Priced(Target target, TokenPrice price) {}

    /// @param targets of any routes
    /// @param baseline variant; null for the most expensive one of each route
    /// @return without routes on which fewer than two variants have a known price, or that lack the baseline
    static List<RouteSavings> of(List<Target> targets, Map<PricedModel, TokenPrice> prices, @Nullable String baseline) {
        Map<List<String>, List<Target>> routes = new LinkedHashMap<>();
        for (Target target : targets) {
            routes.computeIfAbsent(List.of(target.team(), target.route()), _ -> new ArrayList<>())
                    .add(target);
        }
        return routes.values().stream()
                .map(each -> ofRoute(each, prices, baseline))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<RouteSavings> ofRoute(
            List<Target> targets, Map<PricedModel, TokenPrice> prices, @Nullable String baseline) {
        List<Priced> priced = new ArrayList<>();
        Map<String, Priced> variants = new LinkedHashMap<>();
        Tokens all = new Tokens(0, 0, 0);
        long calls = 0;
        long unpriced = 0;
        for (Target target : targets) {
            PricedModel model = PricedModel.of(target);
            TokenPrice price = model == null ? null : prices.get(model);
            if (price == null) {
                unpriced += target.calls();
                continue;
            }
            Priced found = new Priced(target, price);
            priced.add(found);
            variants.merge(target.variant(), found, RouteSavings::busier);
            all = all.plus(target.tokens());
            calls += target.calls();
        }
        Priced reference = baseline == null ? dearest(variants, all) : variants.get(baseline);
        if (reference == null || variants.size() < 2) {
            return Optional.empty();
        }
        double actual = priced.stream()
                .mapToDouble(each -> each.price().cost(each.target().tokens()))
                .sum();
        Target of = reference.target();
        double perCall = reference.price().cost(of.tokens()) / Math.max(1, of.calls());
        return Optional.of(new RouteSavings(
                of.team(),
                of.route(),
                of.variant(),
                of.model(),
                calls,
                reference.price().cost(all) - actual,
                perCall * calls - actual,
                unpriced));
    }

    private static Priced busier(Priced one, Priced other) {
        return other.target().calls() > one.target().calls() ? other : one;
    }

    private static @Nullable Priced dearest(Map<String, Priced> variants, Tokens all) {
        Priced dearest = null;
        for (Priced each : variants.values()) {
            if (dearest == null || each.price().cost(all) > dearest.price().cost(all)) {
                dearest = each;
            }
        }
        return dearest;
    }
}
