package io.plumbline.clients.gateway;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/// The gateway's administration as the other services see it; calls of models go by its outward API.
public interface GatewayClient {

    /// A route; its `team` must be compared with the team on whose behalf it is read.
    @GetExchange("/api/v1/routes/{name}")
    RouteSummary route(@PathVariable("name") String name);
}
