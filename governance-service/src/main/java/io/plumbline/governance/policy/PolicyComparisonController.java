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

/// Where services ask how two versions of guard policies compare.
@RestController
class PolicyComparisonController {

    private static final String VERSION = "[a-z0-9][a-z0-9._-]{0,62}@[1-9][0-9]{0,8}";

    private final Policies policies;

    PolicyComparisonController(Policies policies) {
        this.policies = policies;
    }

    /// @param policy as `name@version`, the later one
    /// @param than as `name@version`, the earlier one
    record ComparisonRequest(
            @NotNull @Pattern(regexp = VERSION) String policy,
            @NotNull @Pattern(regexp = VERSION) String than) {}

    @PostMapping("/internal/v1/policies/compare")
    @RequiresPermission(Permission.SNAPSHOT_READ)
    PolicyComparison compare(@Valid @RequestBody ComparisonRequest request) {
        return policies.compare(new PolicyPair(request.policy(), request.than()));
    }
}
