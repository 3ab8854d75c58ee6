package io.plumbline.eval.gate.baseline;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.SecurityProperties;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/suites/{name}/baselines")
class BaselineController {

    private final BaselineService service;
    /// The public URL of governance-service, which is also the issuer's name.
    private final URI publicUrl;

    BaselineController(BaselineService service, SecurityProperties security) {
        this.service = service;
        this.publicUrl = security.issuer();
    }

    /// A request for a baseline.
    ///
    /// @param gate the gate that the version passed
    /// @param reason the reason for approvers
    record BaselineRequest(
            @NotNull UUID gate,

            @Pattern(regexp = "[^\\p{Cntrl}]{1,1000}", message = "must be 1 to 1000 characters on one line") @Nullable
            String reason) {}

    /// A baseline or a request for one.
    ///
    /// @param state PENDING, BLESSED, REJECTED or EXPIRED
    /// @param approvedBy opaque ids of its approvers
    record BaselineResponse(
            UUID id,
            String suite,
            Candidate candidate,
            UUID gate,
            String state,
            String requestedBy,
            List<String> approvedBy,
            ApprovalLink approval,
            Instant requestedAt,
            @Nullable Instant decidedAt) {}

    /// Where another person decides.
    record ApprovalLink(UUID id, String href) {}

    /// Requests the candidate of a passed gate as the baseline for later versions of its model or prompt in this
    /// suite. Another person must approve it; until then the previous baseline stays.
    @PostMapping
    @MayCreate
    @RequiresPermission(Permission.SUITE_WRITE)
    ResponseEntity<BaselineResponse> ask(@PathVariable String name, @Valid @RequestBody BaselineRequest request) {
        BaselineApproval blessing = service.ask(name, request.gate(), request.reason());
        return ResponseEntity.status(HttpStatus.CREATED)
                .location(URI.create("/api/v1/suites/" + name + "/baselines"))
                .body(response(blessing));
    }

    /// Lists the requested baselines of a suite, newest first.
    @GetMapping
    @RequiresPermission(Permission.SUITE_READ)
    Page<BaselineResponse> list(@PathVariable String name, @Valid @ParameterObject Paging paging) {
        return service.list(name, paging).map(this::response);
    }

    private BaselineResponse response(BaselineApproval blessing) {
        return new BaselineResponse(
                blessing.id(),
                blessing.suite(),
                blessing.candidate(),
                blessing.gate(),
                blessing.state().name(),
                blessing.requestedBy(),
                blessing.approvedBy(),
                new ApprovalLink(
                        blessing.approval(),
                        publicUrl
                                .resolve("/api/v1/approvals/" + blessing.approval())
                                .toString()),
                blessing.createdAt(),
                blessing.decidedAt());
    }
}
