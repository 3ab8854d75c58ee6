package io.plumbline.console.panel;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.console.evaluation.Change;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import tools.jackson.databind.JsonNode;

/// Panels with their annotators and results.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1/panels")
interface PanelClient {

    @GetExchange
    Page<Panel> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}")
    Panel get(@PathVariable String name);

    @GetExchange("/{name}")
    JsonNode source(@PathVariable String name);

    @PutExchange("/{name}")
    Panel put(@PathVariable String name, @RequestBody JsonNode document);

    @PostExchange("/{name}/diff")
    Diff diff(@PathVariable String name, @RequestBody JsonNode document);

    @GetExchange("/{name}/annotators")
    Page<Annotator> annotators(@PathVariable String name);

    @PostExchange("/{name}/annotators")
    Annotator invite(@PathVariable String name, @RequestBody Invitation invitation);

    @PostExchange("/{name}/annotators/{id}/links")
    Annotator renew(@PathVariable String name, @PathVariable String id);

    @DeleteExchange("/{name}/annotators/{id}")
    void remove(@PathVariable String name, @PathVariable String id);

    @GetExchange("/{name}/result")
    Result result(@PathVariable String name);

    @GetExchange("/{name}/disagreements")
    Page<Disputed> disagreements(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @PutExchange("/{name}/items/{item}/adjudication")
    void adjudicate(@PathVariable String name, @PathVariable int item, @RequestBody Decision decision);

    @PostExchange("/{name}/close")
    Panel close(@PathVariable String name, @RequestBody Closing closing);

    /// A panel.
    record Panel(
            String name,
            String team,
            String title,
            String type,
            String rubric,
            Design design,
            String state,
            int total,
            int decided,
            @Nullable Instant deadline,
            @Nullable Instant closedAt,
            Instant updatedAt) {

        public boolean isOpen() {
            return state.equals("OPEN");
        }
    }

    record Design(int annotators, int perItem) {}

    /// @param link present only when it is new
    record Annotator(
            String id,
            int slot,
            String name,
            @Nullable String user,
            int total,
            int labelled,
            int skipped,
            @Nullable Double medianSeconds,
            @Nullable String link,
            @Nullable Instant linkExpiresAt) {}

    record Invitation(String name) {}

    /// What a document would change.
    record Diff(int from, int to, List<Change> changes) {}

    /// The findings.
    record Result(
            int items,
            int labelled,
            int labels,
            int skipped,
            List<CriterionFindings> criteria,
            List<SourceFindings> sources,
            List<AnnotatorFindings> annotators,
            Options options) {}

    record Options(String weighting, boolean withoutFailedChecks) {}

    record CriterionFindings(String criterion, Agreement agreement) {}

    record Agreement(
            int units,
            @Nullable Measured raw,
            @Nullable Measured fleiss,
            @Nullable Measured alphaNominal,
            @Nullable Measured alphaOrdinal,
            @Nullable Measured alphaInterval,
            @Nullable Measured ac1,
            String grade) {}

    record Measured(double value, double ciLow, double ciHigh) {}

    record SourceFindings(
            int source, String answers, int items, @Nullable Measured score, List<CriterionScore> criteria) {}

    record CriterionScore(String criterion, @Nullable Measured score) {}

    record AnnotatorFindings(
            int slot,
            int labels,
            int skipped,
            int checks,
            int checksPassed,
            @Nullable Double reliability,
            boolean excluded) {}

    /// An item with differing labels.
    record Disputed(
            int item,
            String recordId,
            Content content,
            double disagreement,
            List<Given> labels,
            @Nullable Adjudicated adjudication) {}

    record Content(
            String input,
            @Nullable String context,
            @Nullable List<String> references,
            List<String> answers) {}

    record Given(int slot, Scores scores, @Nullable String comment) {}

    record Scores(Map<String, List<Integer>> byCriterion) {}

    record Adjudicated(Scores labels, @Nullable String comment, String by, Instant at) {}

    record Decision(
            Map<String, List<Integer>> scores, @Nullable String comment) {}

    record Closing(String weighting, boolean withoutFailedChecks) {}
}
