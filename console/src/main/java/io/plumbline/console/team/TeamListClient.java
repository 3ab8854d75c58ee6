package io.plumbline.console.team;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// Teams, with the time of their creation.
@ServiceApi(RemoteService.GOVERNANCE)
@HttpExchange("/api/v1/teams")
interface TeamListClient {

    @GetExchange
    Page<Team> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}")
    Team get(@PathVariable String name);

    @PostExchange
    Team create(@RequestBody NewTeam body);

    /// A team.
    record Team(String name, Instant createdAt) {}

    /// The body that creates a team.
    record NewTeam(String name) {}
}
