package io.plumbline.console.monitor;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// The routes that a monitor can watch.
@ServiceApi(RemoteService.GATEWAY)
interface MonitoredRouteClient {

    @GetExchange("/api/v1/routes")
    Page<Route> list(@RequestParam int limit);

    /// A route.
    record Route(String name, String team) {}
}
