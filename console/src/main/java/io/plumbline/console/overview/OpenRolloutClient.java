package io.plumbline.console.overview;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.util.UUID;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// The rollouts of a state.
@ServiceApi(RemoteService.GATEWAY)
interface OpenRolloutClient {

    @GetExchange("/api/v1/rollouts")
    Page<Rollout> list(@RequestParam String state, @RequestParam int limit);

    /// @param weight share of the route's calls in percent
    record Rollout(UUID id, String team, String route, String state, int weight) {}
}
