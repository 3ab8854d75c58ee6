package io.plumbline.gateway.accounting;

import io.plumbline.clients.gateway.CallRouting;
import io.plumbline.clients.gateway.CallRouting.CallAttempt;
import io.plumbline.clients.gateway.CallRouting.ModelUse;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.VariantPick;
import io.plumbline.gateway.upstream.AttemptLog;
import io.plumbline.gateway.upstream.AttemptLog.Tried;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The routing trace of a call: why it got its variant, which targets were called, and the role of the cache. Not
/// thread-safe.
public final class CallCourse {

    private static final double NANOS_PER_MS = 1e6;

    private List<Tried> tried = List.of();
    private int attempts;
    private @Nullable CacheOutcome cache;
    private @Nullable BigDecimal savedUsd;
    private boolean shadow;
    private int repaired;

    /// The role of the cache in a call.
    public enum CacheOutcome {
        HIT("hit"),
        MISS("miss"),
        BYPASS("bypass");

        private final String wireName;

        CacheOutcome(String wireName) {
            this.wireName = wireName;
        }

        /// Returns its name in headers, in the audit log and in metrics.
        public String wireName() {
            return wireName;
        }
    }

    /// Adds attempts.
    public void tried(AttemptLog more) {
        attempts += more.count();
        tried = tried.isEmpty()
                ? more.tried()
                : Stream.concat(tried.stream(), more.tried().stream()).toList();
    }

    /// Returns the number of requests to providers.
    public int attempts() {
        return attempts;
    }

    /// Records that the last answer did not have the requested form, and the model is called again.
    public void repairs() {
        if (!tried.isEmpty()) {
            Tried last = tried.getLast();
            tried = Stream.concat(
                            tried.stream().limit(tried.size() - 1L),
                            Stream.of(new Tried(last.target(), ErrorType.PROVIDER_OFF_SCHEMA.wireName(), last.nanos())))
                    .toList();
        }
    }

    /// Records that the final answer has the form.
    ///
    /// @param choices how many of its choices were repaired
    public void repaired(int choices) {
        repaired = choices;
    }

    /// Returns how many choices of the answer have the requested form because of a repair.
    public int repaired() {
        return repaired;
    }

    public void cached(CacheOutcome outcome) {
        cache = outcome;
    }

    /// Records that the answer came from the cache.
    ///
    /// @param cost of the original answer; null if unknown
    public void saved(@Nullable BigDecimal cost) {
        savedUsd = cost;
    }

    /// Records that the answer is discarded, since the call mirrors another.
    public void mirrors() {
        shadow = true;
    }

    boolean isShadow() {
        return shadow;
    }

    /// Returns null if there is nothing to report: the route had one variant, and its target answered at once.
    ///
    /// @param models usage by model; null for one model
    @Nullable
    CallRouting routing(@Nullable Resolution resolution, @Nullable List<ModelUse> models) {
        VariantPick pick = resolution == null ? null : resolution.way().pick();
        boolean chosen = pick != null && !isOnlyOne(pick);
        List<CallAttempt> attempts =
                isPlain() ? null : tried.stream().map(CallCourse::attempt).toList();
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

    private static CallAttempt attempt(Tried attempt) {
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
