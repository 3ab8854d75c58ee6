package io.plumbline.eval.gate;

import io.plumbline.eval.gate.ledger.TrendPoint;
import io.plumbline.eval.suite.SuiteCatalog;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TrendController {

    private final SuiteCatalog suites;
    private final GateArchive archive;

    TrendController(SuiteCatalog suites, GateArchive archive) {
        this.suites = suites;
        this.archive = archive;
    }

    /// Lists the results of a suite's gates, newest first: each check's value with its interval, by commit and
    /// time. Optionally only one check.
    @GetMapping("/api/v1/suites/{name}/trend")
    @RequiresPermission(Permission.GATE_READ)
    Page<TrendPoint> trend(
            @PathVariable String name,
            @RequestParam(required = false) @Size(max = 200) @Nullable String check,
            @Valid @ParameterObject Paging paging) {
        return archive.trend(suites.get(name), check, paging);
    }
}
