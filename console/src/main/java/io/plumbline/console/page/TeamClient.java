package io.plumbline.console.page;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// Teams.
@ServiceApi(RemoteService.GOVERNANCE)
interface TeamClient {

    @GetExchange("/api/v1/teams")
    Page<Team> list(@RequestParam int limit);

    /// A team.
    record Team(String name) {}
}
