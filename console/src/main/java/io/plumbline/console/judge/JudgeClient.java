package io.plumbline.console.judge;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/// Judges and their calibrations.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1/judges")
interface JudgeClient {

    @GetExchange
    Page<Judge> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    /// Returns the judge with its entity tag.
    @GetExchange("/{name}")
    ResponseEntity<Judge> get(@PathVariable String name);

    @PutExchange("/{name}")
    void put(
            @PathVariable String name,
            @RequestBody JudgeBody body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String etag);

    /// Newest first.
    @GetExchange("/{name}/calibrations")
    Page<Calibration> calibrations(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}/calibrations/{id}")
    Calibration calibration(@PathVariable String name, @PathVariable UUID id);

    @PostExchange("/{name}/calibrations/{id}/confirmations")
    Calibration confirm(@PathVariable String name, @PathVariable UUID id);

    @GetExchange("/{name}/calibrations/{id}/labels")
    Page<Label> labels(
            @PathVariable String name,
            @PathVariable UUID id,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}/calibrations/{id}/reliability")
    Reliability reliability(@PathVariable String name, @PathVariable UUID id);

    @GetExchange("/{name}/calibrations/{id}/estimate")
    Estimate estimate(@PathVariable String name, @PathVariable UUID id);

    /// A judge.
    record Judge(
            String name,
            int revision,
            String team,
            String rubric,
            String model,
            @Nullable Integer samples,
            @Nullable Double temperature,
            @Nullable Long seed,
            String digest,
            Instant updatedAt) {}

    /// The body that creates or replaces a judge.
    record JudgeBody(
            String team,
            String rubric,
            String model,
            @Nullable Integer samples,
            @Nullable Double temperature,
            @Nullable Long seed) {}

    /// A calibration.
    record Calibration(
            UUID id,
            String judge,
            String judgedModel,
            String rubric,
            String judgeDigest,
            @Nullable String author,
            String source,
            @Nullable Integer verified,
            boolean stale,
            List<String> staleness,
            boolean decides,
            List<String> objections,
            Confirmed confirmation,
            Report report,
            @Nullable Drift drift,
            Instant createdAt) {}

    /// The confirmation by a second person.
    record Confirmed(
            String state,
            @Nullable Approval approval,
            @Nullable List<String> decidedBy,
            @Nullable Instant decidedAt) {}

    /// The approval in which a second person decides.
    record Approval(UUID id) {}

    /// A figure with its 95 % interval.
    record Measured(double value, double ciLow, double ciHigh) {}

    /// The comparison of a judge with people.
    ///
    /// @param confusion `[judge's level][people's level]`, from the lowest
    record Report(
            int items,
            int[][] confusion,
            Measured agreement,
            Kappas kappa,
            Binary binary,
            Correlations correlation,
            Measured difference,
            @Nullable Measured lengthBias,
            @Nullable Position position,
            String grade) {}

    /// Cohen's kappas; null if chance alone would always agree.
    record Kappas(
            @Nullable Measured unweighted,
            @Nullable Measured linear,
            @Nullable Measured quadratic) {}

    /// Agreement on good or not.
    record Binary(@Nullable Measured sensitivity, @Nullable Measured specificity) {}

    /// Correlations of scores.
    record Correlations(@Nullable Measured spearman) {}

    /// Bias by the order of a pair.
    record Position(
            int pairs,
            Measured consistent,
            Measured agreement,
            @Nullable Measured firstPreferred) {}

    /// Whether the judge still rates its sentinels the same.
    record Drift(int items, double changed, Measured difference, boolean drifted, Instant at) {}

    /// A label with the judge's score of the same answer.
    record Label(
            @Nullable String id,
            double human,
            double verdict,
            @Nullable String author,
            @Nullable Integer length,
            @Nullable Boolean sentinel) {}

    /// The human mean for each score of the judge.
    record Reliability(List<Bin> raw, List<Bin> calibrated, double rawGap, double calibratedGap) {}

    /// Answers with similar scores.
    record Bin(
            int items,
            double score,
            double human,
            @Nullable Double low,
            @Nullable Double high) {}

    /// The estimated human score of the answers of the newest gate.
    record Estimate(
            @Nullable UUID gate,
            int labelled,
            Measured alone,
            int judged,
            @Nullable Measured judge,
            @Nullable Measured together) {}
}
