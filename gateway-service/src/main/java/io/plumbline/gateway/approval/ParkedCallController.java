package io.plumbline.gateway.approval;

import io.plumbline.clients.governance.Approval;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/parked-calls")
class ParkedCallController {

    private static final String SECONDS = "5";

    private final ParkedCalls calls;
    private final GovernanceQuestions questions;

    ParkedCallController(ParkedCalls calls, GovernanceQuestions questions) {
        this.calls = calls;
        this.questions = questions;
    }

    /// Gets the status of a parked call of the caller. To resume it, repeat the call with the header
    /// `x-plumbline-approval`.
    @GetMapping("/{id}")
    @RequiresPermission(Permission.INFERENCE_CALL)
    ResponseEntity<ParkedCallResponse> get(@PathVariable UUID id) {
        ParkedCall call = calls.find(id, Callers.current());
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (call.state() == Approval.State.PENDING) {
            answer.header(HttpHeaders.RETRY_AFTER, SECONDS);
        }
        UUID approval = call.approval();
        return answer.body(ParkedCallResponse.from(call, approval == null ? null : questions.page(approval)));
    }
}
