package io.plumbline.gateway.inspection;

import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class InspectionController {

    private final GuardInspection inspection;
    private final NamedPolicies policies;

    InspectionController(GuardInspection inspection, NamedPolicies policies) {
        this.inspection = inspection;
        this.policies = policies;
    }

    @PostMapping("/api/v1/guardrails/inspect")
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    InspectionResponse inspect(@Valid @RequestBody InspectionRequest request) {
        EffectivePolicy policy = policies.named(request.policy());
        boolean explain = Boolean.TRUE.equals(request.explain());
        String text = request.text();
        List<Map<String, @Nullable Object>> messages = request.messages();
        if (text != null && messages == null) {
            return inspection.text(request.stage().stage(), text, policy, explain);
        }
        if (text == null && messages != null) {
            return inspection.messages(request.stage().stage(), messages, policy, explain);
        }
        throw RequestProblem.INVALID_REQUEST.because("Send either text or messages.");
    }
}
