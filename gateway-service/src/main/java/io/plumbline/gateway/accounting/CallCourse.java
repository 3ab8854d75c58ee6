package io.plumbline.gateway.accounting;

import io.plumbline.clients.gateway.CallRouting;
import io.plumbline.clients.gateway.CallRouting.CallAttempt;
import io.plumbline.clients.gateway.CallRouting.ModelUse;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.VariantPick;
import io.plumbline.gateway.upstream.AttemptLog;
import io.plumbline.gateway.upstream.AttemptLog.Tried;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The course that a call took: why it got its variant, who was asked for it, and what the cache had to do with it.
/// Not thread-safe.
public final class CallCourse {

    private static final double NANOS_PER_MS = 1e6;

    private List<Tried> tried = List.of();
    private @Nullable CacheOutcome cache;
    private @Nullable BigDecimal savedUsd;
    private boolean shadow;
    private int repaired;

    /// What the cache had to do with a call.
    public enum CacheOutcome {
        HIT("hit"),
        MISS("miss"),
        BYPASS("bypass");

        private final String wireName;

        CacheOutcome(String wireName) {
            this.wireName = wireName;
        }

        /// The name in headers, in the audit log and in metrics.
        public String wireName() {
            return wireName;
        }
    }

    /// Further attempts.
    public void tried(List<Tried> attempts) {
        tried = Stream.concat(tried.stream(), attempts.stream()).toList();
    }

    /// The last attempt's answer had not the form that was asked for, and the model is asked again.
    public void repairs() {
        if (!tried.isEmpty()) {
            Tried last = tried.getLast();
            tried = Stream.concat(
                            tried.stream().limit(tried.size() - 1L),
                            Stream.of(new Tried(last.target(), ErrorType.PROVIDER_OFF_SCHEMA.wireName(), last.nanos())))
                    .toList();
        }
    }

    /// The answer has the form in the end.
    ///
    /// @param choices how many of its choices were asked for again
    public void repaired(int choices) {
        repaired = choices;
    }

    /// How many choices of the answer have the form that was asked for because the model was asked again.
    public int repaired() {
        return repaired;
    }

    public void cached(CacheOutcome outcome) {
        cache = outcome;
    }

    /// The answer came from the cache.
    ///
    /// @param cost what it cost when the model gave it; null when nobody knows
    public void saved(@Nullable BigDecimal cost) {
        savedUsd = cost;
    }

    /// Nobody sees the answer: the call mirrors another.
    public void mirrors() {
        shadow = true;
    }

    boolean isShadow() {
        return shadow;
    }

    /// Null when there is nothing to tell: the route had one variant, and its target answered at once.
    ///
    /// @param models what each model used; null where it was one
    @Nullable
    CallRouting told(@Nullable Resolution resolution, @Nullable List<ModelUse> models) {
        VariantPick pick = resolution == null ? null : resolution.way().pick();
        boolean chosen = pick != null && !isOnlyOne(pick);
        List<CallAttempt> attempts =
                isPlain() ? null : tried.stream().map(CallCourse::told).toList();
        if (!chosen && attempts == null && cache == null && models == null) {
            return null;
        }
        return new CallRouting(
                pick == null ? null : pick.by(),
                pick == null ? null : pick.rule(),
                pick == null || pick.share() == null ? null : rounded(pick.share(), 1e4),
                pick == null || pick.figures().isEmpty() ? null : rounded(pick.figures()),
                pick == null || pick.outputs().isEmpty() ? null : pick.outputs(),
                attempts,
                cache == null ? null : cache.wireName(),
                savedUsd,
                models);
    }

    private static boolean isOnlyOne(VariantPick pick) {
        Double share = pick.share();
        return pick.rule() == null && share != null && share == 1;
    }

    private boolean isPlain() {
        return tried.isEmpty()
                || (tried.size() == 1 && tried.getFirst().outcome().equals(AttemptLog.ANSWERED));
    }

    private static CallAttempt told(Tried attempt) {
        return new CallAttempt(attempt.target(), attempt.outcome(), rounded(attempt.nanos() / NANOS_PER_MS, 1e3));
    }

    private static Map<String, Double> rounded(Map<String, Double> figures) {
        Map<String, Double> rounded = new HashMap<>();
        figures.forEach((variant, figure) -> rounded.put(variant, rounded(figure, figure < 1 ? 1e9 : 1e3)));
        return rounded;
    }

    private static double rounded(double number, double per) {
        return Math.round(number * per) / per;
    }
}
