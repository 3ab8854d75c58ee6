package io.plumbline.gateway.usage;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UsageController {

    private final UsageReport report;

    UsageController(UsageReport report) {
        this.report = report;
    }

    @GetMapping("/api/v1/usage")
    @RequiresPermission(Permission.USAGE_READ)
    Page<UsageSum> usage(@Valid @ParameterObject UsageQuery query, @Valid @ParameterObject Paging paging) {
        return report.sums(query, paging);
    }
}
