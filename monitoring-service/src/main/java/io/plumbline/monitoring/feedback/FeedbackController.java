package io.plumbline.monitoring.feedback;

import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/feedback")
class FeedbackController {

    private final FeedbackService intake;
    private final FeedbackLedger ledger;

    FeedbackController(FeedbackService intake, FeedbackLedger ledger) {
        this.intake = intake;
        this.ledger = ledger;
    }

    /// Rates the answer of a call. Later feedback of the same credential on the call replaces it. Feedback on a
    /// call that is not in the audit log yet is briefly PENDING.
    @PostMapping
    @RequiresPermission(Permission.FEEDBACK_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    FeedbackResponse give(@Valid @RequestBody FeedbackRequest request) {
        return FeedbackResponse.from(intake.take(request, Callers.current()));
    }

    /// Lists feedback, newest first.
    @GetMapping
    @RequiresPermission(Permission.FEEDBACK_READ)
    Page<FeedbackResponse> list(
            @RequestParam(required = false) @Nullable UUID callId, @Valid @ParameterObject Paging paging) {
        return ledger.list(callId, paging).map(FeedbackResponse::from);
    }
}
