package io.plumbline.console.redteam;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// Red-team campaigns and their findings.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1/red-team")
interface CampaignClient {

    /// Newest first.
    @GetExchange("/campaigns")
    Page<Campaign> list(
            @RequestParam(required = false) @Nullable String target,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/campaigns/{id}")
    Campaign get(@PathVariable UUID id);

    @PostExchange("/campaigns")
    Campaign open(@RequestBody CampaignBody body);

    @PostExchange("/campaigns/{id}/cancel")
    void cancel(@PathVariable UUID id);

    @GetExchange("/campaigns/{id}/findings")
    Findings findings(@PathVariable UUID id);

    @PostExchange("/campaigns/{id}/findings/{finding}/incident")
    void openIncident(@PathVariable UUID id, @PathVariable String finding);

    @PostExchange("/campaigns/{id}/findings/{finding}/regression-probes")
    void keep(@PathVariable UUID id, @PathVariable String finding);

    @GetExchange("/library")
    Library library();

    record Campaign(
            UUID id,
            String team,
            String name,
            String target,
            String status,
            @Nullable String verdict,
            @Nullable String halted,
            @Nullable String error,
            Run run,
            Asked request,
            @Nullable Results results) {

        /// Returns the verdict, or the status before a verdict exists.
        public String outcome() {
            return verdict == null ? status : verdict;
        }

        public boolean isRunning() {
            return status.equals("RUNNING") || status.equals("QUEUED");
        }

        /// Returns a share of the probes, 0..100.
        public int percent() {
            return run.progress().total() == 0
                    ? 0
                    : 100 * run.progress().answered() / run.progress().total();
        }
    }

    record Run(Progress progress, boolean scheduled, Times times) {}

    record Progress(int total, int answered, long calls, long tokens, BigDecimal costUsd, String library) {}

    record Times(Instant createdAt, @Nullable Instant finishedAt) {}

    /// The request of a campaign, as far as the page shows it.
    record Asked(
            @Nullable Integer probesPerCategory,
            @Nullable Long seed,
            @Nullable String dataset,
            @Nullable Boolean compareWithoutGuards) {}

    record Results(
            Group all,
            List<Category> categories,
            List<StrategyResult> strategies,
            @Nullable Judged judged,
            List<Grader> graders) {}

    record Group(
            @Nullable Rate attacks,
            @Nullable Rate overRefusal,
            int blocked,
            int refused,
            int errors,
            @Nullable Rate withoutGuards,
            @Nullable Effect guards) {}

    record Rate(int count, int items, double rate, double low, double high) {}

    record Effect(double difference, double low, double high) {}

    record Category(String title, List<String> owasp, List<Technique> atlas, Group group) {}

    record Technique(String id) {}

    record StrategyResult(String strategy, Group group) {}

    record Judged(
            double value,
            @Nullable Double low,
            @Nullable Double high,
            int judged,
            int labelled,
            @Nullable String reason) {}

    record Grader(String detector, int items, int falsePositives, int falseNegatives, double errorHigh) {}

    record Findings(List<FindingView> items) {}

    record FindingView(Finding finding, @Nullable UUID incident, List<Example> examples) {}

    record Finding(String id, String category, String goal, String strategy, int succeeded, int attempts) {}

    /// A successful probe, redacted by the service.
    record Example(int probe, List<Turn> transcript) {}

    record Turn(String role, String text) {}

    record Library(List<Named> categories, List<Way> strategies) {}

    record Named(String category, String title) {}

    record Way(String strategy) {}

    /// The body that starts a campaign.
    record CampaignBody(
            @Nullable String team,
            @Nullable String name,
            Target target,
            @Nullable List<String> categories,
            @Nullable List<String> strategies,
            @Nullable Integer probesPerCategory,
            @Nullable Long seed,
            @Nullable String dataset,
            @Nullable Budget budget,
            @Nullable Boolean compareWithoutGuards) {}

    record Target(
            @Nullable String model,
            @Nullable String prompt,
            @Nullable Integer version,
            @Nullable String route) {}

    record Budget(@Nullable Integer calls, @Nullable BigDecimal costUsd) {}
}
