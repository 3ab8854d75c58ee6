package io.plumbline.monitoring.roi;

import io.plumbline.monitoring.roi.Figure.FigureUnit;

/// The figures of the return on investment, each with its unit and method.
enum FigureName {
    COST_PER_RESOLVED_TASK(
            FigureUnit.USD,
            "The cost of production calls, divided by the number of resolved calls. That number is the answered calls"
                    + " times the share of rated calls with a mean score of at least 0.75."),
    HOURS_SAVED_BY_JUDGES(
            FigureUnit.HOURS,
            "The items of finished gates that a judge rated, up to the assumed number of manual reviews for each gate,"
                    + " times the assumed minutes for each review."),
    HOURS_SAVED_BY_METRICS(
            FigureUnit.HOURS,
            "The other items of finished gates, up to the rest of that number, times the assumed minutes for each"
                    + " comparison with a reference."),
    HOURS_SAVED_BY_EVALUATION(FigureUnit.HOURS, "The hours saved by judges plus the hours saved by metrics."),
    SAVED_BY_EVALUATION(
            FigureUnit.USD,
            "The hours saved by evaluation times the assumed hourly rate, less the cost of evaluation calls."),
    SAVED_BY_CACHE(FigureUnit.USD, "The original cost of the answers that came from the gateway's cache."),
    SAVED_BY_ROUTING(
            FigureUnit.USD,
            "For each route with several variants, the cost of its tokens at the price of the most expensive variant"
                    + " or of the baseline variant, less their cost at the prices of the models that answered."),
    INCIDENTS_PREVENTED(
            FigureUnit.COUNT,
            "The versions that failed a gate, were then refused for production and never reached it, plus the"
                    + " rollbacks of production rollouts before promotion."),
    SAVED_BY_PREVENTION(FigureUnit.USD, "The prevented incidents times the assumed cost of an incident."),
    TIME_TO_PRODUCTION(
            FigureUnit.HOURS,
            "The median time from the registration of a version to its first move to production, of the versions"
                    + " that first reached production in the period."),
    NET_SAVINGS(FigureUnit.USD, "The sum of the known savings by evaluation, cache, routing and prevention."),
    RETURN(FigureUnit.RATIO, "The net savings less the platform's cost, divided by the platform's cost in the period.");

    private final FigureUnit unit;
    private final String method;

    FigureName(FigureUnit unit, String method) {
        this.unit = unit;
        this.method = method;
    }

    FigureUnit unit() {
        return unit;
    }

    String method() {
        return method;
    }
}
