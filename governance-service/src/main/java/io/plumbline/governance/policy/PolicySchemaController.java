package io.plumbline.governance.policy;

import io.plumbline.guardrails.policy.document.PolicySchema;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The JSON Schema of guard policies, for editors and pipelines.
@RestController
class PolicySchemaController {

    private static final String SCHEMA = PolicySchema.json();

    @GetMapping(
            path = "/api/v1/policy-schema",
            produces = {"application/schema+json", MediaType.APPLICATION_JSON_VALUE})
    @RequiresPermission(Permission.POLICY_READ)
    String schema() {
        return SCHEMA;
    }
}
