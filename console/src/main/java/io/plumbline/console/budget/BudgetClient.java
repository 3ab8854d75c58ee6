package io.plumbline.console.budget;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PutExchange;

/// Budgets and rate limits.
@ServiceApi(RemoteService.GATEWAY)
public interface BudgetClient {

    @GetExchange("/api/v1/budgets")
    Page<Budget> budgets(@RequestParam int limit);

    /// @param user one user of a budget for each user; null for all
    @GetExchange("/api/v1/budgets/{name}")
    Budget budget(@PathVariable String name, @RequestParam(required = false) @Nullable String user);

    @PutExchange("/api/v1/budgets/{name}")
    void putBudget(@PathVariable String name, @RequestBody Map<String, Object> body);

    @DeleteExchange("/api/v1/budgets/{name}")
    void removeBudget(@PathVariable String name);

    @GetExchange("/api/v1/limits")
    Page<Limit> limits(@RequestParam int limit);

    @GetExchange("/api/v1/limits/{name}")
    Limit limit(@PathVariable String name);

    @PutExchange("/api/v1/limits/{name}")
    void putLimit(@PathVariable String name, @RequestBody Map<String, Object> body);

    @DeleteExchange("/api/v1/limits/{name}")
    void removeLimit(@PathVariable String name);

    /// A budget with its current period.
    ///
    /// @param team `*` for the platform
    /// @param reservedUsd held by replicas for current and future calls
    /// @param leftUsd null for a budget of each user
    record Budget(
            String name,
            String team,
            CallScope scope,
            BigDecimal amountUsd,
            String period,
            String action,
            BigDecimal spentUsd,
            BigDecimal reservedUsd,
            @Nullable BigDecimal leftUsd,
            Instant resetsAt,
            Instant updatedAt,
            @Nullable List<String> warnings) {

        private static final BigDecimal NEAR = new BigDecimal("0.8");

        /// Whether each user has the amount, so that the sum of all says nothing about it.
        public boolean isForEachUser() {
            return leftUsd == null;
        }

        /// Returns the spent share of the amount, 0 or more.
        public BigDecimal share() {
            return spentUsd.divide(amountUsd, MathContext.DECIMAL32);
        }

        /// Returns how near the limit it is: `over`, `near` or empty.
        public String nearness() {
            if (isForEachUser()) {
                return "";
            }
            return share().compareTo(BigDecimal.ONE) >= 0 ? "over" : share().compareTo(NEAR) >= 0 ? "near" : "";
        }

        /// Returns the width of the bar of the spent amount, 0..100.
        public double spentWidth() {
            return Math.min(100, share().doubleValue() * 100);
        }

        /// Returns the width of the bar up to the end of the reserved amount, 0..100.
        public double takenWidth() {
            return Math.min(
                    100,
                    spentUsd.add(reservedUsd)
                                    .divide(amountUsd, MathContext.DECIMAL32)
                                    .doubleValue()
                            * 100);
        }
    }

    /// A rate limit.
    ///
    /// @param team `*` for the platform
    /// @param used taken in the last minute, by the name of the limit; null if nothing was
    record Limit(
            String name,
            String team,
            CallScope scope,
            Map<String, Long> limits,
            @Nullable Map<String, Long> used,
            Instant updatedAt,
            @Nullable List<String> warnings) {

        private static final double NEARLY = 0.8;

        /// Returns the amount taken in the last minute.
        public long used(String member) {
            return used == null ? 0 : used.getOrDefault(member, 0L);
        }

        /// Returns how near the limit it is: `over`, `near` or empty.
        public String nearness(String member) {
            long limit = limits.getOrDefault(member, Long.MAX_VALUE);
            return used(member) >= limit ? "over" : used(member) >= limit * NEARLY ? "near" : "";
        }
    }

    /// The calls that count: those that match all set members.
    record CallScope(
            @Nullable String team,
            @Nullable String key,
            @Nullable String user,
            @Nullable String route,
            @Nullable String model) {}
}
