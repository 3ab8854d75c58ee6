package io.plumbline.console.route;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// The guard policies that a route can name.
@ServiceApi(RemoteService.GOVERNANCE)
interface PolicyClient {

    @GetExchange("/api/v1/policies")
    Page<Policy> list(@RequestParam int limit);

    /// A policy.
    record Policy(String name) {}
}
