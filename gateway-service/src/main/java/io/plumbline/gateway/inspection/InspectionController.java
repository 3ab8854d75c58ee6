package io.plumbline.gateway.inspection;

import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.guard.GuardPolicies;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class InspectionController {

    private final GuardInspection inspection;
    private final GuardPolicies policies;

    InspectionController(GuardInspection inspection, GuardPolicies policies) {
        this.inspection = inspection;
        this.policies = policies;
    }

    @PostMapping("/api/v1/guardrails/inspect")
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    InspectionResponse inspect(@Valid @RequestBody InspectionRequest request) {
        EffectivePolicy policy = request.policy() == null ? policies.standard() : policyNamed(request.policy());
        boolean explain = Boolean.TRUE.equals(request.explain());
        String text = request.text();
        List<Map<String, @Nullable Object>> messages = request.messages();
        if (text != null && messages == null) {
            return inspection.text(request.stage().stage(), text, policy, explain);
        }
        if (text == null && messages != null) {
            return inspection.messages(request.stage().stage(), messages, policy, explain);
        }
        throw RequestProblem.INVALID_REQUEST.because("Give a text or messages, one of the two.");
    }

    /// A policy that this caller may see: anybody's, or the default of a team in which they inspect.
    private EffectivePolicy policyNamed(String name) {
        Set<String> teams = Callers.current().teamsWith(Permission.GUARDRAIL_INSPECT);
        Optional<EffectivePolicy> found = teams.contains(Caller.EVERY_TEAM)
                ? policies.find(name)
                : teams.stream()
                        .flatMap(team -> policies.find(name, team).stream())
                        .findFirst();
        return found.orElseThrow(() -> RequestProblem.NOT_FOUND.because("There is no guard policy of that name."));
    }
}
