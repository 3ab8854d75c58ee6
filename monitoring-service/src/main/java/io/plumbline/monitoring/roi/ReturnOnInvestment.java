package io.plumbline.monitoring.roi;

import io.plumbline.monitoring.feedback.Satisfaction;
import io.plumbline.monitoring.roi.RoiFacts.Calls;
import io.plumbline.monitoring.roi.RoiFacts.Gates;
import io.plumbline.monitoring.roi.RoiFacts.Period;
import io.plumbline.monitoring.roi.RoiFacts.Prevented;
import io.plumbline.monitoring.roi.RoiFacts.Ratings;
import io.plumbline.monitoring.roi.RoiFacts.Target;
import io.plumbline.monitoring.roi.TokenPrices.PricedModel;
import io.plumbline.monitoring.roi.TokenPrices.TokenPrice;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Computes what the platform cost and saved in a period. A figure without data is unknown, with the reason, and
/// never zero.
@Service
class ReturnOnInvestment {

    private static final int MOST_ROUTES = 200;
    private static final double MINUTES = 60;
    private static final double DAYS = 30;
    private static final String ASSUMED = "The assumptions may be wrong by the assumed uncertainty in both directions.";
    private static final String NO_GATE = "No gate finished in the period.";
    private static final String NO_CALLS = "There was no production call in the period.";

    private final RoiFacts facts;
    private final TokenPrices prices;
    private final Clock clock;

    ReturnOnInvestment(RoiFacts facts, TokenPrices prices, Clock clock) {
        this.facts = facts;
        this.prices = prices;
        this.clock = clock;
    }

    /// The figures of a period.
    ///
    /// @param routes savings by routing of each route, the largest first; at most two hundred
    record RoiReport(
            @Nullable String team,
            Instant from,
            Instant to,
            Assumptions assumptions,
            List<Figure> figures,
            List<RouteSavings> routes) {}

    RoiReport of(Period period, Assumptions assumed) {
        Calls calls = facts.calls(period);
        Gates gates = facts.gates(period, assumed.reviewsPerGate());
        Figure judging = judging(gates, assumed);
        Figure measuring = measuring(gates, assumed);
        Figure hours = hours(judging, measuring);
        Figure evaluation = evaluation(hours, calls, assumed);
        Figure cache = cache(calls);
        List<Target> targets = facts.targets(period);
        Optional<Map<PricedModel, TokenPrice>> known = prices.on(priceDay(period), targets);
        List<RouteSavings> routes =
                known.map(each -> RouteSavings.of(targets, each, assumed.baselineVariant())).orElse(List.of()).stream()
                        .sorted((left, right) -> Double.compare(right.savedUsd(), left.savedUsd()))
                        .toList();
        Figure routing = routing(routes, targets.isEmpty(), known.isEmpty(), assumed);
        Figure prevented = prevented(facts.prevented(period));
        Figure prevention = prevention(prevented, assumed);
        Figure net = net(List.of(evaluation, cache, routing, prevention));
        return new RoiReport(
                period.team(),
                period.from(),
                period.to(),
                assumed,
                List.of(
                        costPerResolved(calls, facts.ratings(period)),
                        judging,
                        measuring,
                        hours,
                        evaluation,
                        cache,
                        routing,
                        prevented,
                        prevention,
                        timeToProduction(facts.hoursToProduction(period), facts.hoursToProduction(period.before())),
                        net,
                        ratio(net, period, assumed)),
                routes.subList(0, Math.min(MOST_ROUTES, routes.size())));
    }

    private LocalDate priceDay(Period period) {
        Instant now = clock.instant();
        return LocalDate.ofInstant(period.to().isAfter(now) ? now : period.to().minusMillis(1), ZoneOffset.UTC);
    }

    private static Figure costPerResolved(Calls calls, Ratings ratings) {
        Figure figure = Figure.of(FigureName.COST_PER_RESOLVED_TASK)
                .measured("Cost of production calls (USD)", calls.costUsd())
                .measured("Answered calls", calls.answered())
                .measured("Rated calls", ratings.calls())
                .measured("Rated calls with a mean score of at least 0.75", ratings.resolved());
        if (calls.calls() == 0) {
            return figure.unknown(NO_CALLS);
        }
        Satisfaction share = Satisfaction.of(ratings.resolved(), ratings.calls());
        if (share == null) {
            return figure.unknown("No call was rated in the period. Send feedback to measure resolved tasks.");
        }
        if (isUnpriced(calls)) {
            return figure.unknown("No call has a known price. Set prices for the models.");
        }
        if (ratings.resolved() == 0 || calls.answered() == 0) {
            return figure.unknown("No rated call was resolved.");
        }
        double perAnswer = calls.costUsd() / calls.answered();
        return figure.value(perAnswer / share.share())
                .between(
                        perAnswer / share.high(),
                        perAnswer / share.low(),
                        "95 % interval of the share of resolved calls, if rated calls are like the others.")
                .note(
                        calls.unpriced() > 0,
                        "The cost of " + calls.unpriced() + " calls without a known price is missing.");
    }

    private static boolean isUnpriced(Calls calls) {
        return calls.costUsd() == 0 && calls.unpriced() > 0;
    }

    private static Figure judging(Gates gates, Assumptions assumed) {
        Figure figure = Figure.of(FigureName.HOURS_SAVED_BY_JUDGES)
                .measured("Finished gates", gates.gates())
                .measured("Items that a judge rated", gates.judged())
                .measured("Of these, items that replace a manual review", gates.reviewed())
                .assumed("Minutes for each manual review", assumed.minutesPerReview())
                .assumed("Manual reviews for each gate, at most", assumed.reviewsPerGate());
        return gates.gates() == 0
                ? figure.unknown(NO_GATE)
                : around(figure, gates.reviewed() * assumed.minutesPerReview() / MINUTES, assumed);
    }

    private static Figure measuring(Gates gates, Assumptions assumed) {
        Figure figure = Figure.of(FigureName.HOURS_SAVED_BY_METRICS)
                .measured("Finished gates", gates.gates())
                .measured("Items that only metrics scored", gates.items() - gates.judged())
                .measured("Of these, items that replace a manual comparison", gates.checked())
                .assumed("Minutes for each manual comparison", assumed.minutesPerCheck())
                .assumed("Manual reviews for each gate, at most", assumed.reviewsPerGate())
                .note(
                        gates.undivided() > 0,
                        gates.undivided() + " older gates do not state the judged items. All their items count here.");
        return gates.gates() == 0
                ? figure.unknown(NO_GATE)
                : around(figure, gates.checked() * assumed.minutesPerCheck() / MINUTES, assumed);
    }

    private static Figure hours(Figure judging, Figure measuring) {
        Figure figure = Figure.of(FigureName.HOURS_SAVED_BY_EVALUATION);
        Double judged = judging.value();
        Double measured = measuring.value();
        return judged == null || measured == null
                ? figure.unknown(NO_GATE)
                : figure.measured("Hours saved by judges", judged)
                        .measured("Hours saved by metrics", measured)
                        .value(judged + measured)
                        .between(judging.least() + measuring.least(), judging.most() + measuring.most(), ASSUMED);
    }

    private static Figure around(Figure figure, double value, Assumptions assumed) {
        return figure.value(value)
                .between(value * (1 - assumed.uncertainty()), value * (1 + assumed.uncertainty()), ASSUMED);
    }

    private static Figure evaluation(Figure hours, Calls calls, Assumptions assumed) {
        Figure figure = Figure.of(FigureName.SAVED_BY_EVALUATION)
                .measured("Cost of evaluation calls (USD)", calls.evaluationUsd())
                .assumed("Hourly rate (USD)", assumed.hourlyRateUsd());
        Double saved = hours.value();
        if (saved == null) {
            return figure.unknown("The hours saved by evaluation are unknown.");
        }
        double rate = assumed.hourlyRateUsd();
        double cost = calls.evaluationUsd();
        double least = hours.least() * rate * (1 - assumed.uncertainty()) - cost;
        double most = hours.most() * rate * (1 + assumed.uncertainty()) - cost;
        return figure.value(saved * rate - cost)
                .between(least, most, ASSUMED)
                .note(
                        calls.evaluationUnpriced() > 0,
                        "The cost of " + calls.evaluationUnpriced()
                                + " evaluation calls without a known price is missing.");
    }

    private static Figure cache(Calls calls) {
        Figure figure = Figure.of(FigureName.SAVED_BY_CACHE)
                .measured("Production calls", calls.calls())
                .measured("Answers from the cache", calls.cacheHits());
        if (calls.calls() == 0) {
            return figure.unknown(NO_CALLS);
        }
        return calls.cacheHits() > 0 && calls.savedUsd() == 0
                ? figure.unknown("The original answers have no known price.")
                : figure.value(calls.savedUsd());
    }

    private static Figure routing(List<RouteSavings> routes, boolean none, boolean silent, Assumptions assumed) {
        long calls = routes.stream().mapToLong(RouteSavings::calls).sum();
        long unpriced = routes.stream().mapToLong(RouteSavings::unpriced).sum();
        Figure figure = Figure.of(FigureName.SAVED_BY_ROUTING)
                .measured("Routes with several variants and known prices", routes.size())
                .measured("Calls on these routes with a known price", calls);
        if (none) {
            return figure.unknown("No route had calls on two variants in the period.");
        }
        if (silent) {
            return figure.unknown("The gateway did not answer with prices. Try again later.");
        }
        if (routes.isEmpty()) {
            return figure.unknown(
                    assumed.baselineVariant() == null
                            ? "On no route do two variants have a known price."
                            : "No route has the baseline variant and another one, both with a known price.");
        }
        double same = routes.stream().mapToDouble(RouteSavings::savedUsd).sum();
        double perCall =
                routes.stream().mapToDouble(RouteSavings::savedUsdPerCall).sum();
        return figure.value(same)
                .between(
                        Math.min(same, perCall),
                        Math.max(same, perCall),
                        "The other end assumes the mean cost of a call of that variant instead of the same tokens.")
                .note(true, "All prices are those of the last day of the period.")
                .note(unpriced > 0, unpriced + " calls of models without a known price are not included.");
    }

    private static Figure prevented(Prevented found) {
        Figure figure = Figure.of(FigureName.INCIDENTS_PREVENTED)
                .measured("Versions refused after a failed gate", found.refused())
                .measured("Versions with a failed gate that never reached production", found.failed())
                .measured("Rollbacks before promotion", found.rollbacks());
        if (!found.observed() && found.refused() == 0) {
            return figure.unknown("The period has no gate that counts for a promotion, and no rollout.");
        }
        double value = (double) found.refused() + found.rollbacks();
        return figure.value(value)
                .between(
                        value,
                        (double) found.failed() + found.rollbacks(),
                        "The upper end includes versions that failed a gate and that nobody tried to promote.")
                .note(true, "A worse version need not have caused an incident.");
    }

    private static Figure prevention(Figure prevented, Assumptions assumed) {
        Figure figure = Figure.of(FigureName.SAVED_BY_PREVENTION);
        Double cost = assumed.incidentCostUsd();
        Double count = prevented.value();
        if (cost == null) {
            return figure.unknown("No cost of an incident is given. Set incidentCostUsd.");
        }
        Figure costed = figure.assumed("Cost of an incident (USD)", cost);
        return count == null
                ? costed.unknown("The number of prevented incidents is unknown.")
                : costed.value(count * cost)
                        .between(
                                prevented.least() * cost * (1 - assumed.uncertainty()),
                                prevented.most() * cost * (1 + assumed.uncertainty()),
                                ASSUMED);
    }

    private static Figure timeToProduction(List<Double> hours, List<Double> before) {
        Figure figure = Figure.of(FigureName.TIME_TO_PRODUCTION)
                .measured("Versions that first reached production", hours.size());
        if (hours.isEmpty()) {
            return figure.unknown("No version first reached production in the period.");
        }
        Figure known = figure.measured("90th percentile (hours)", MedianInterval.quantile(hours, 0.9))
                .value(MedianInterval.quantile(hours, 0.5));
        Figure compared = before.isEmpty()
                ? known
                : known.measured("Median of the period before (hours)", MedianInterval.quantile(before, 0.5));
        return MedianInterval.of(hours)
                .map(interval -> compared.between(interval.low(), interval.high(), "95 % interval of the median."))
                .orElse(compared.note(true, "Fewer than six versions give no interval."));
    }

    private static Figure net(List<Figure> parts) {
        Figure figure = Figure.of(FigureName.NET_SAVINGS);
        List<Figure> known = parts.stream().filter(part -> part.value() != null).toList();
        if (known.isEmpty()) {
            return figure.unknown("None of the savings is known.");
        }
        for (Figure part : known) {
            figure = figure.measured(title(part.name()), part.value() == null ? 0 : part.value());
        }
        return figure.value(known.stream()
                        .mapToDouble(part -> part.value() == null ? 0 : part.value())
                        .sum())
                .between(
                        known.stream().mapToDouble(Figure::least).sum(),
                        known.stream().mapToDouble(Figure::most).sum(),
                        "The sums of the ends of the parts.")
                .note(known.size() < parts.size(), "Unknown savings are not included.");
    }

    private static String title(FigureName name) {
        return switch (name) {
            case SAVED_BY_EVALUATION -> "Saved by evaluation (USD)";
            case SAVED_BY_CACHE -> "Saved by the cache (USD)";
            case SAVED_BY_ROUTING -> "Saved by routing (USD)";
            default -> "Saved by prevention (USD)";
        };
    }

    private static Figure ratio(Figure net, Period period, Assumptions assumed) {
        Figure figure = Figure.of(FigureName.RETURN);
        Double monthly = assumed.platformCostUsd();
        if (monthly == null || monthly == 0) {
            return figure.unknown("No cost of the platform is given. Set platformCostUsd.");
        }
        double cost = monthly * period.days() / DAYS;
        Figure costed = figure.assumed("Cost of the platform in the period (USD)", cost);
        Double value = net.value();
        return value == null
                ? costed.unknown("The net savings are unknown.")
                : costed.value((value - cost) / cost)
                        .between(
                                (net.least() - cost) / cost,
                                (net.most() - cost) / cost,
                                "The ends of the net savings.");
    }
}
