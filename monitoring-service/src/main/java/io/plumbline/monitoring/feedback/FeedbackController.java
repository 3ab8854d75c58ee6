package io.plumbline.monitoring.feedback;

import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/feedback")
class FeedbackController {

    private final FeedbackService intake;
    private final FeedbackLedger ledger;
    private final FeedbackSummaries summaries;

    FeedbackController(FeedbackService intake, FeedbackLedger ledger, FeedbackSummaries summaries) {
        this.intake = intake;
        this.ledger = ledger;
        this.summaries = summaries;
    }

    /// Rates the answer of a call. Later feedback of the same credential on the call replaces it. Feedback on a
    /// call that is not in the audit log yet is briefly PENDING.
    @PostMapping
    @RequiresPermission(Permission.FEEDBACK_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    FeedbackResponse give(@Valid @RequestBody FeedbackRequest request) {
        return FeedbackResponse.from(intake.take(request, Callers.current()));
    }

    /// Lists feedback, newest first. All given criteria must match.
    @GetMapping
    @RequiresPermission(Permission.FEEDBACK_READ)
    Page<FeedbackResponse> list(@Valid @ParameterObject FeedbackQuery query, @Valid @ParameterObject Paging paging) {
        return ledger.list(query, paging).map(FeedbackResponse::from);
    }

    /// Sums up the feedback that a list with the same filters contains, by route and version, most feedback
    /// first: ratings, mean score, and customer satisfaction (CSAT) with its 95 % interval.
    @GetMapping("/summary")
    @RequiresPermission(Permission.FEEDBACK_READ)
    FeedbackSummary summary(@Valid @ParameterObject FeedbackQuery query) {
        return summaries.of(query);
    }
}
