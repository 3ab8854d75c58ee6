package io.plumbline.monitoring.cost;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Why the cost of two periods differs: the effects add up to the difference. The cost of a model is the number of
/// all calls × the model's share × the share of its calls that is not answered from the cache × the tokens of such a
/// call × the cost of a token. Each factor's effect is its logarithmic change, weighted by the logarithmic mean of
/// the two costs (additive LMDI-I), so there is no residual.
///
/// @param volume more or fewer calls
/// @param retries repeated calls of retry storms
/// @param mix calls that moved between models; also the cost of models that are new or gone
/// @param cache calls answered from the cache
/// @param input input tokens per call
/// @param output output tokens per call
/// @param price cost of a token; it also rises with the share of output tokens, which cost more
/// @see <a href="https://doi.org/10.1016/j.enpol.2003.10.010">Ang 2004, Decomposition analysis for policymaking</a>
record CostChange(double volume, double retries, double mix, double cache, double input, double output, double price) {

    private static final CostChange NONE = new CostChange(0, 0, 0, 0, 0, 0, 0);

    /// Compares the sums of models.
    static CostChange between(Map<String, CostSum> before, Map<String, CostSum> after) {
        long callsBefore = calls(before);
        long callsAfter = calls(after);
        Set<String> models = new TreeSet<>(before.keySet());
        models.addAll(after.keySet());
        CostChange change = NONE;
        for (String model : models) {
            change = change.plus(of(
                    before.getOrDefault(model, CostSum.NONE),
                    callsBefore,
                    after.getOrDefault(model, CostSum.NONE),
                    callsAfter));
        }
        return change;
    }

    private static long calls(Map<String, CostSum> sums) {
        return sums.values().stream().mapToLong(CostSum::distinctCalls).sum();
    }

    private static CostChange of(CostSum before, long allBefore, CostSum after, long allAfter) {
        double difference = after.costUsd() - before.costUsd();
        if (!isWhole(before) || !isWhole(after)) {
            return allBefore == 0 || allAfter == 0
                    ? new CostChange(difference, 0, 0, 0, 0, 0, 0)
                    : new CostChange(0, 0, difference, 0, 0, 0, 0);
        }
        double weight = logarithmicMean(after.costUsd(), before.costUsd());
        double perCallBefore = (double) before.tokens() / before.paidCalls();
        double perCallAfter = (double) after.tokens() / after.paidCalls();
        double length = weight * Math.log(perCallAfter / perCallBefore);
        double ofInput = shareOfInput(before, perCallBefore, after, perCallAfter);
        return new CostChange(
                weight * Math.log((double) allAfter / allBefore),
                weight * Math.log(repetition(after) / repetition(before)),
                weight * Math.log(share(after.distinctCalls(), allAfter) / share(before.distinctCalls(), allBefore)),
                weight * Math.log(share(after.paidCalls(), after.calls()) / share(before.paidCalls(), before.calls())),
                length * ofInput,
                length * (1 - ofInput),
                weight * Math.log(after.costUsd() / after.tokens() / (before.costUsd() / before.tokens())));
    }

    /// Returns the share of the change in tokens per call that is due to the input.
    private static double shareOfInput(CostSum before, double perCallBefore, CostSum after, double perCallAfter) {
        double change = perCallAfter - perCallBefore;
        return change == 0
                ? 0
                : (share(after.inputTokens(), after.paidCalls()) - share(before.inputTokens(), before.paidCalls()))
                        / change;
    }

    private static double repetition(CostSum sum) {
        return share(sum.calls(), sum.distinctCalls());
    }

    private static double share(long part, long all) {
        return (double) part / all;
    }

    private static boolean isWhole(CostSum sum) {
        return sum.costUsd() > 0 && sum.tokens() > 0 && sum.paidCalls() > 0;
    }

    private static double logarithmicMean(double left, double right) {
        return left == right ? left : (left - right) / Math.log(left / right);
    }

    private CostChange plus(CostChange other) {
        return new CostChange(
                volume + other.volume,
                retries + other.retries,
                mix + other.mix,
                cache + other.cache,
                input + other.input,
                output + other.output,
                price + other.price);
    }

    /// Returns the difference.
    double sum() {
        return volume + retries + mix + cache + input + output + price;
    }
}
