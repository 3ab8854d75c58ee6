package io.plumbline.console.playground;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import java.util.List;
import org.springframework.web.service.annotation.GetExchange;

/// What the signed-in user may call at the gateway.
@ServiceApi(RemoteService.GATEWAY)
interface TargetClient {

    @GetExchange("/v1/models")
    Targets list();

    /// A list of models, as in OpenAI's API.
    record Targets(List<Target> data) {}

    /// A route, `registry:NAME@VERSION` or a provider's model.
    record Target(String id) {}
}
