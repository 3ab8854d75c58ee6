package io.plumbline.console.route;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.util.UUID;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// The runs of remedies on a route.
@ServiceApi(RemoteService.MONITORING)
interface RouteRunClient {

    /// Returns the newest.
    @GetExchange("/api/v1/remedy-runs")
    Page<Run> list(@RequestParam String route, @RequestParam int limit);

    /// @param id also that of the restraint that the run put on the route
    record Run(UUID id) {}
}
