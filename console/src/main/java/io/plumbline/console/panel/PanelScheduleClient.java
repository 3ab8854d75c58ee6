package io.plumbline.console.panel;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import tools.jackson.databind.JsonNode;

/// Schedules of panels.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1/panel-schedules")
interface PanelScheduleClient {

    @GetExchange
    Page<Schedule> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}")
    Schedule get(@PathVariable String name);

    /// Returns it with its entity tag.
    @GetExchange("/{name}")
    ResponseEntity<JsonNode> document(@PathVariable String name);

    /// @param ifMatch null to replace whatever is stored
    @PutExchange("/{name}")
    Schedule put(
            @PathVariable String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody JsonNode document);

    @PostExchange("/{name}/diff")
    PanelClient.Diff diff(@PathVariable String name, @RequestBody JsonNode document);

    @DeleteExchange("/{name}")
    void delete(@PathVariable String name);

    @GetExchange("/{name}/runs")
    Page<Run> runs(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    /// A schedule.
    record Schedule(
            String name,
            String team,
            String title,
            @Nullable Integer everyMonths,
            String rubric,
            Sample source,
            Instant nextRun,
            @Nullable Run last,
            @Nullable Stop stopped) {

        public String state() {
            return stopped == null ? "ACTIVE" : "STOPPED";
        }

        public String interval() {
            int months = everyMonths == null ? 3 : everyMonths;
            return months == 1 ? "Every month" : "Every " + months + " months";
        }
    }

    record Sample(String dataset) {}

    /// Why it creates no more panels.
    record Stop(Instant at, String reason) {}

    /// @param panel null if none was created
    record Run(
            Instant at,
            @Nullable String panel,
            @Nullable String dataset,
            List<Stratum> strata,
            @Nullable String error) {

        public int items() {
            return strata.stream().mapToInt(Stratum::items).sum();
        }

        public int leftOut() {
            return strata.stream().mapToInt(Stratum::leftOut).sum();
        }
    }

    record Stratum(String stratum, int records, int items, int leftOut) {}
}
