package io.plumbline.governance.policy;

import io.plumbline.clients.governance.GovernanceClient.PolicyComparison;
import io.plumbline.clients.governance.GovernanceClient.PolicyPair;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Compares versions of guard policies for services.
@RestController
class PolicyComparisonController {

    private static final String VERSION = "[a-z0-9][a-z0-9._-]{0,62}@[1-9][0-9]{0,8}";

    private final Policies policies;

    PolicyComparisonController(Policies policies) {
        this.policies = policies;
    }

    /// @param policy the later version, as `name@version`
    /// @param than the earlier version, as `name@version`
    record ComparisonRequest(
            @NotNull @Pattern(regexp = VERSION) String policy,
            @NotNull @Pattern(regexp = VERSION) String than) {}

    @PostMapping("/internal/v1/policies/compare")
    @RequiresPermission(Permission.SNAPSHOT_READ)
    PolicyComparison compare(@Valid @RequestBody ComparisonRequest request) {
        return policies.compare(new PolicyPair(request.policy(), request.than()));
    }
}
