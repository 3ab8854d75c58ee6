package io.plumbline.console.route;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.UUID;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import tools.jackson.databind.JsonNode;

/// The audit events of a route's changes.
@ServiceApi(RemoteService.GOVERNANCE)
interface RouteEventClient {

    @GetExchange("/api/v1/audit/events")
    Page<Event> list(@RequestParam String resource, @RequestParam String action, @RequestParam int limit);

    /// An event.
    record Event(UUID id, Instant time, String action, Actor actor, String outcome, JsonNode attributes) {}

    /// The actor of an event.
    record Actor(String type, String id) {}
}
