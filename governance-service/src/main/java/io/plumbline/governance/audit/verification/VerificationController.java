package io.plumbline.governance.audit.verification;

import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/audit/verifications")
class VerificationController {

    private static final int LONGEST_WAIT = 120;

    private final Verifications verifications;

    VerificationController(Verifications verifications) {
        this.verifications = verifications;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequiresPermission(Permission.AUDIT_VERIFY)
    ResponseEntity<Verification> begin(
            @Parameter(description = "Seconds to wait for the verification to finish.")
                    @RequestParam(defaultValue = "0")
                    @Min(0)
                    @Max(LONGEST_WAIT)
                    int wait) {
        Verification begun = verifications.begin(Callers.current());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/audit/verifications/" + begun.id()))
                .body(verifications.await(begun.id(), Duration.ofSeconds(wait)));
    }

    /// Lists verifications, newest first.
    @GetMapping
    @RequiresPermission(Permission.AUDIT_READ)
    Page<Verification> list(@Valid @ParameterObject Paging paging) {
        return verifications.list(paging);
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.AUDIT_READ)
    Verification get(
            @PathVariable UUID id,
            @Parameter(description = "Seconds to wait for the verification to finish.")
                    @RequestParam(defaultValue = "0")
                    @Min(0)
                    @Max(LONGEST_WAIT)
                    int wait) {
        return verifications.await(id, Duration.ofSeconds(wait));
    }
}
