package io.plumbline.clients.gateway;

import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/// The gateway's administration as the other services see it; calls of models go by its outward API.
public interface GatewayClient {

    /// A route; its `team` must be compared with the team on whose behalf it is read.
    @GetExchange("/api/v1/routes/{name}")
    RouteSummary route(@PathVariable("name") String name);

    /// Says how a rollout goes on. Refused with 409 when the rollout has ended or is at another step.
    @PostExchange("/api/v1/rollouts/{id}/verdicts")
    void judge(@PathVariable("id") UUID id, @RequestBody RolloutVerdict verdict);
}
