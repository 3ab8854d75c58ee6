package io.plumbline.console.roi;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// The return on investment.
@ServiceApi(RemoteService.MONITORING)
interface RoiClient {

    @GetExchange("/api/v1/roi")
    Report report(@RequestParam MultiValueMap<String, String> parameters);

    record Report(Assumptions assumptions, List<Figure> figures, List<RouteSavings> routes) {}

    /// What the figures assume.
    ///
    /// @param baselineVariant null for the most expensive variant of each route
    record Assumptions(
            double minutesPerReview,
            double minutesPerCheck,
            int reviewsPerGate,
            double hourlyRateUsd,
            double uncertainty,
            @Nullable Double incidentCostUsd,
            @Nullable Double platformCostUsd,
            @Nullable String baselineVariant) {}

    /// @param unit `USD`, `HOURS`, `COUNT` or `RATIO`
    /// @param value null if unknown
    /// @param unknown the reason
    record Figure(
            String name,
            String unit,
            String method,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable String interval,
            @Nullable String unknown,
            List<Input> inputs,
            List<String> notes) {}

    /// @param source `MEASURED` or `ASSUMED`
    record Input(String name, double value, String source) {}

    /// @param reference variant that would have answered all calls
    record RouteSavings(
            String team, String route, String reference, String model, long calls, double savedUsd, long unpriced) {}
}
