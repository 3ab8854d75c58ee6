package io.plumbline.console.ranking;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// The suites whose candidates can be ranked.
@ServiceApi(RemoteService.EVAL)
interface RankedSuiteClient {

    @GetExchange("/api/v1/suites")
    Page<RankedSuite> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    /// A suite with its metrics.
    record RankedSuite(String name, List<Metric> metrics) {

        List<String> metricNames() {
            return metrics.stream().map(Metric::name).toList();
        }
    }

    record Metric(String name) {}
}
