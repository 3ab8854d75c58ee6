package io.plumbline.eval.calibration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.eval.calibration.CalibrationRequests.CalibrationRequest;
import io.plumbline.eval.calibration.CalibrationRequests.EstimateRequest;
import io.plumbline.eval.calibration.CalibrationRequests.SentinelsRequest;
import io.plumbline.eval.calibration.CalibrationService.Known;
import io.plumbline.eval.calibration.prediction.PredictionPoweredMean;
import io.plumbline.eval.calibration.report.CalibrationReport;
import io.plumbline.eval.calibration.report.LabelledItem;
import io.plumbline.eval.calibration.report.ReliabilityCurve;
import io.plumbline.eval.calibration.report.SentinelDrift;
import io.plumbline.eval.judge.Judge;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.sibling.ServedConfigurations;
import io.plumbline.eval.sibling.ServedConfigurations.UnknownConfigurationException;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.SecurityProperties;
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

    private final CalibrationService service;
    private final JudgeCatalog judges;
    private final ServedConfigurations configurations;
    /// The public URL of governance-service, which is also the issuer's name.
    private final URI governance;

    CalibrationController(
            CalibrationService service,
            JudgeCatalog judges,
            ServedConfigurations configurations,
            SecurityProperties security) {
        this.service = service;
        this.judges = judges;
        this.configurations = configurations;
        this.governance = security.issuer();
    }

    /// @param stale whether its estimates are refused
    /// @param staleness the reasons
    /// @param decides whether gates use it
    /// @param objections why they do not, and what to do
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CalibrationResponse(
            UUID id,
            @JsonUnwrapped JudgeCalibration.CalibratedJudge subject,
            boolean stale,
            List<String> staleness,
            boolean decides,
            List<String> objections,
            @JsonUnwrapped LabelOrigin origin,
            ConfirmationResponse confirmation,
            CalibrationReport report,
            @Nullable SentinelDrift drift,
            Instant createdAt) {

        static CalibrationResponse from(Known known, URI governance) {
            JudgeCalibration calibration = known.calibration();
            return new CalibrationResponse(
                    calibration.id(),
                    calibration.subject(),
                    !known.staleness().isEmpty(),
                    known.staleness(),
                    known.objections().isEmpty(),
                    known.objections(),
                    calibration.origin(),
                    ConfirmationResponse.from(calibration.confirmation(), governance),
                    calibration.report(),
                    calibration.drift(),
                    calibration.createdAt());
        }
    }

    /// The confirmation by a second person.
    ///
    /// @param approval where they decide; null if nobody has requested it
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ConfirmationResponse(
            CalibrationConfirmation.State state,
            @Nullable ConfirmationLink approval,
            List<String> decidedBy,
            @Nullable Instant decidedAt) {

        static ConfirmationResponse from(CalibrationConfirmation confirmation, URI governance) {
            UUID approval = confirmation.approval();
            return new ConfirmationResponse(
                    confirmation.state(),
                    approval == null
                            ? null
                            : new ConfirmationLink(
                                    approval,
                                    governance
                                            .resolve("/api/v1/approvals/" + approval)
                                            .toString()),
                    confirmation.decidedBy(),
                    confirmation.decidedAt());
        }
    }

    record ConfirmationLink(UUID id, String href) {}

    /// @param value the estimated mean human rating
    /// @param lambda weight of the judge, 0..1
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

    /// Records a comparison of a judge's ratings with human labels of the same answers.
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.JUDGE_WRITE)
    ResponseEntity<CalibrationResponse> record(
            @PathVariable String name, @Valid @RequestBody CalibrationRequest request) {
        Known known = service.record(name, request, served(name));
        return ResponseEntity.created(URI.create("/api/v1/judges/" + name + "/calibrations/"
                        + known.calibration().id()))
                .body(response(known));
    }

    /// Newest first.
    @GetMapping
    @RequiresPermission(Permission.JUDGE_READ)
    Page<CalibrationResponse> list(
            @PathVariable String name,
            @RequestParam(required = false) @Size(max = 200) @Nullable String judgedModel,
            @Valid @ParameterObject Paging paging) {
        return service.list(name, judgedModel, paging).map(this::response);
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.JUDGE_READ)
    CalibrationResponse get(@PathVariable String name, @PathVariable UUID id) {
        return response(service.get(name, id));
    }

    /// Estimates the mean human rating by prediction-powered inference from the calibration's labels and the
    /// judge's ratings of other answers of the same model. Refused if the calibration is stale.
    @PostMapping("/{id}/estimates")
    @RequiresPermission(Permission.JUDGE_RUN)
    EstimateResponse estimate(
            @PathVariable String name, @PathVariable UUID id, @Valid @RequestBody EstimateRequest request) {
        return EstimateResponse.from(service.estimate(name, id, request, served(name)));
    }

    /// Checks whether the judge still rates the calibration's sentinels the same.
    @PostMapping("/{id}/sentinels")
    @RequiresPermission(Permission.JUDGE_WRITE)
    CalibrationResponse look(
            @PathVariable String name, @PathVariable UUID id, @Valid @RequestBody SentinelsRequest request) {
        return response(service.checkSentinels(name, id, request.items()));
    }

    /// Requests confirmation of the calibration by a second person, so that gates use it: somebody other than the
    /// author of the labels approves it in governance-service.
    @PostMapping("/{id}/confirmations")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequiresPermission(Permission.JUDGE_WRITE)
    CalibrationResponse confirm(@PathVariable String name, @PathVariable UUID id) {
        return response(service.confirm(name, id));
    }

    /// Compares the judge's scores with the human means at them: raw, and mapped to human scores.
    @GetMapping("/{id}/reliability")
    @RequiresPermission(Permission.JUDGE_READ)
    ReliabilityCurve reliability(@PathVariable String name, @PathVariable UUID id) {
        List<LabelledItem> items = service.get(name, id).calibration().items();
        return ReliabilityCurve.of(
                items.stream().mapToDouble(LabelledItem::verdict).toArray(),
                items.stream().mapToDouble(LabelledItem::human).toArray());
    }

    /// Lists the labels and ratings of the calibration, for its approvers.
    @GetMapping("/{id}/labels")
    @RequiresPermission(Permission.JUDGE_READ)
    Page<LabelledItem> labels(@PathVariable String name, @PathVariable UUID id, @Valid @ParameterObject Paging paging) {
        return service.labels(name, id, paging);
    }

    /// Returns the digest of the judge's current served configuration; null for a route.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404 if the judge does not exist; 409 if the gateway does
    ///     not serve it
    private @Nullable String served(String name) {
        Judge judge = judges.get(name);
        try {
            return configurations.digestOfJudge(judge.team(), judge.document().model());
        } catch (UnknownConfigurationException e) {
            throw CalibrationProblem.CALIBRATION_STALE.because(e.getMessage());
        }
    }

    private CalibrationResponse response(Known known) {
        return CalibrationResponse.from(known, governance);
    }
}
