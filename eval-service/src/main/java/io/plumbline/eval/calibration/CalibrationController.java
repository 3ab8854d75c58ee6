package io.plumbline.eval.calibration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.calibration.CalibrationDesk.Known;
import io.plumbline.eval.calibration.CalibrationRequests.CalibrationRequest;
import io.plumbline.eval.calibration.CalibrationRequests.EstimateRequest;
import io.plumbline.eval.calibration.CalibrationRequests.SentinelsRequest;
import io.plumbline.eval.calibration.prediction.PredictionPoweredMean;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/judges/{name}/calibrations")
class CalibrationController {

    private final CalibrationDesk desk;
    private final JudgeServing serving;

    CalibrationController(CalibrationDesk desk, JudgeServing serving) {
        this.desk = desk;
        this.serving = serving;
    }

    /// @param judgeDigest of the judge that was calibrated
    /// @param stale whether estimates by it are refused
    /// @param staleness why
    /// @param servedConfiguration digest of how the judge was served; absent for a route. A gate takes a
    ///     calibration of just this one alone
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CalibrationResponse(
            UUID id,
            String judge,
            String judgeDigest,
            String rubric,
            String judgedModel,
            boolean stale,
            List<String> staleness,
            CalibrationReport report,
            @Nullable SentinelDrift drift,
            Instant createdAt,
            @Nullable String servedConfiguration) {

        static CalibrationResponse from(Known known) {
            Calibration calibration = known.calibration();
            return new CalibrationResponse(
                    calibration.id(),
                    calibration.judge(),
                    calibration.judgeDigest(),
                    calibration.rubric(),
                    calibration.judgedModel(),
                    !known.staleness().isEmpty(),
                    known.staleness(),
                    calibration.report(),
                    calibration.drift(),
                    calibration.createdAt(),
                    calibration.servedConfiguration());
        }
    }

    /// @param value the mean that people would find
    /// @param lambda how much the judge counts, 0..1
    record EstimateResponse(
            double value, double standardError, double ciLow, double ciHigh, double lambda, int labelled, int judged) {

        static EstimateResponse from(PredictionPoweredMean mean) {
            return new EstimateResponse(
                    mean.value(),
                    mean.standardError(),
                    mean.interval().low(),
                    mean.interval().high(),
                    mean.lambda(),
                    mean.labelled(),
                    mean.judged());
        }
    }

    /// Holds a judge's verdicts against people's labels of the same answers.
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.JUDGE_WRITE)
    ResponseEntity<CalibrationResponse> record(
            @PathVariable String name, @Valid @RequestBody CalibrationRequest request) {
        Known known = desk.record(name, request, serving.of(name));
        return ResponseEntity.created(URI.create("/api/v1/judges/" + name + "/calibrations/"
                        + known.calibration().id()))
                .body(CalibrationResponse.from(known));
    }

    /// Newest first.
    @GetMapping
    @RequiresPermission(Permission.JUDGE_READ)
    Page<CalibrationResponse> list(
            @PathVariable String name,
            @RequestParam(required = false) @Size(max = 200) @Nullable String judgedModel,
            @Valid @ParameterObject Paging paging) {
        return desk.list(name, judgedModel, paging).map(CalibrationResponse::from);
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.JUDGE_READ)
    CalibrationResponse get(@PathVariable String name, @PathVariable UUID id) {
        return CalibrationResponse.from(desk.get(name, id));
    }

    /// What people would find on average: prediction-powered inference by the calibration's labels and the
    /// judge's verdicts on other answers of the same model. Refused when the calibration is stale.
    @PostMapping("/{id}/estimates")
    @RequiresPermission(Permission.JUDGE_RUN)
    EstimateResponse estimate(
            @PathVariable String name, @PathVariable UUID id, @Valid @RequestBody EstimateRequest request) {
        return EstimateResponse.from(desk.estimate(name, id, request, serving.of(name)));
    }

    /// Looks whether the judge rates the calibration's sentinels as it did.
    @PostMapping("/{id}/sentinels")
    @RequiresPermission(Permission.JUDGE_WRITE)
    CalibrationResponse look(
            @PathVariable String name, @PathVariable UUID id, @Valid @RequestBody SentinelsRequest request) {
        return CalibrationResponse.from(desk.look(name, id, request.items()));
    }
}
