package io.plumbline.registry.supplychain;

import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.registry.supplychain.SupplyChainStore.StoredPolicy;
import jakarta.validation.Valid;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// The supply-chain policy, and what it says about model versions.
@RestController
class SupplyChainController {

    private static final String VERSION = "/api/v1/models/{name}/versions/{version}";

    private final SupplyChainPolicies policies;
    private final SupplyChain chain;

    SupplyChainController(SupplyChainPolicies policies, SupplyChain chain) {
        this.policies = policies;
        this.chain = chain;
    }

    @GetMapping("/api/v1/supply-chain-policy")
    @RequiresPermission(Permission.POLICY_READ)
    ResponseEntity<SupplyChainPolicy> policy() {
        return answer(policies.get());
    }

    /// Replaces the policy. It applies to the next move of every version.
    @PutMapping("/api/v1/supply-chain-policy")
    @RequiresPermission(Permission.POLICY_WRITE)
    ResponseEntity<SupplyChainPolicy> put(
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody SupplyChainPolicy policy) {
        return answer(policies.put(policy, ifMatch));
    }

    /// Returns what a `PUT` of the policy would change. Stores nothing.
    @PostMapping("/api/v1/supply-chain-policy/diff")
    @RequiresPermission(Permission.POLICY_WRITE)
    DocumentDiff diff(@Valid @RequestBody SupplyChainPolicy policy) {
        return policies.diff(policy);
    }

    private static ResponseEntity<SupplyChainPolicy> answer(StoredPolicy stored) {
        return ResponseEntity.ok().eTag(EntityTags.of(stored.revision())).body(stored.policy());
    }

    /// Returns the artifacts, licence and signatures of a version, and what prevents it from entering a stage.
    @GetMapping(VERSION + "/supply-chain")
    @RequiresPermission(Permission.MODEL_READ)
    SupplyChainReport report(@PathVariable String name, @PathVariable int version) {
        return chain.report(name, version);
    }

    /// Verifies a signature over the artifacts of a version: a bundle of OpenSSF Model Signing, which is JSON.
    /// A bundle that was sent before changes nothing.
    @PostMapping(VERSION + "/signatures")
    @MayCreate
    @RequiresPermission(Permission.MODEL_WRITE)
    ResponseEntity<VerifiedSignature> sign(
            @PathVariable String name, @PathVariable int version, @RequestBody JsonNode bundle) {
        SupplyChain.Recorded recorded = chain.sign(name, version, bundle);
        URI report = URI.create("/api/v1/models/" + name + "/versions/" + version + "/supply-chain");
        return (recorded.isNew() ? ResponseEntity.created(report) : ResponseEntity.ok()).body(recorded.signature());
    }
}
