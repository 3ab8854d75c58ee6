package io.plumbline.governance.policy;

import io.plumbline.governance.policy.PolicyResponses.PolicyDiff;
import io.plumbline.governance.policy.PolicyResponses.PolicyVersionView;
import io.plumbline.governance.policy.PolicyResponses.PolicyView;
import io.plumbline.governance.team.TeamName;
import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/policies")
class PolicyController {

    private final Policies policies;
    private final PolicyChanges changes;
    private final DryRuns dryRuns;

    PolicyController(Policies policies, PolicyChanges changes, DryRuns dryRuns) {
        this.policies = policies;
        this.changes = changes;
        this.dryRuns = dryRuns;
    }

    /// Puts a document in force. A document that is looser than its predecessor and governs production routes
    /// needs an approval: 409 `approval-required` names it. Repeat the call once it is granted.
    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.POLICY_WRITE)
    ResponseEntity<PolicyView> put(
            @PathVariable @TeamName String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Size(max = 200) @Nullable String ifMatch,
            @Valid @RequestBody PolicyRequest request) {
        Policies.Put put = changes.put(name, request, ifMatch, Callers.current());
        ResponseEntity.BodyBuilder answer =
                put.created() ? ResponseEntity.created(URI.create("/api/v1/policies/" + name)) : ResponseEntity.ok();
        return answer.eTag(EntityTags.of(put.policy().version())).body(put.policy());
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.POLICY_READ)
    ResponseEntity<PolicyView> get(@PathVariable @Size(max = 63) String name) {
        PolicyView policy = policies.get(name);
        return ResponseEntity.ok().eTag(EntityTags.of(policy.version())).body(policy);
    }

    @GetMapping
    @RequiresPermission(Permission.POLICY_READ)
    Page<PolicyView> list(@Valid @ParameterObject Paging paging) {
        return policies.list(paging);
    }

    @GetMapping("/{name}/versions")
    @RequiresPermission(Permission.POLICY_READ)
    Page<PolicyVersionView> versions(@PathVariable @Size(max = 63) String name, @Valid @ParameterObject Paging paging) {
        return policies.versions(name, paging);
    }

    @GetMapping("/{name}/versions/{version}")
    @RequiresPermission(Permission.POLICY_READ)
    PolicyVersionView version(@PathVariable @Size(max = 63) String name, @PathVariable @Min(1) int version) {
        return policies.version(name, version);
    }

    @PostMapping("/{name}/dry-run")
    @RequiresPermission(Permission.POLICY_WRITE)
    DryRuns.DryRunResponse dryRun(
            @PathVariable @TeamName String name, @Valid @RequestBody DryRuns.DryRunRequest request) {
        return dryRuns.run(name, request);
    }

    /// Previews the changes of a `PUT`. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.POLICY_WRITE)
    PolicyDiff preview(@PathVariable @TeamName String name, @Valid @RequestBody PolicyRequest request) {
        return policies.diff(name, request);
    }

    @GetMapping("/{name}/diff")
    @RequiresPermission(Permission.POLICY_READ)
    PolicyDiff diff(
            @PathVariable @Size(max = 63) String name, @RequestParam @Min(1) int from, @RequestParam @Min(1) int to) {
        return policies.diff(name, from, to);
    }
}
