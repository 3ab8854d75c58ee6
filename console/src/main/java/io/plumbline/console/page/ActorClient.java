package io.plumbline.console.page;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.util.Collection;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// Names of users, keys and services.
@ServiceApi(RemoteService.GOVERNANCE)
interface ActorClient {

    @GetExchange("/api/v1/actors")
    Page<Actor> named(@RequestParam("id") Collection<String> ids);

    /// Those whose name contains the text.
    @GetExchange("/api/v1/actors")
    Page<Actor> containing(@RequestParam String name);

    /// A name; the id itself if there is none.
    record Actor(String id, String name) {}
}
