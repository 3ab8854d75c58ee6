package io.plumbline.eval.gate;

import io.plumbline.eval.gate.judging.GateVerdict;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GateVerdictController {

    private final GateArchive archive;

    GateVerdictController(GateArchive archive) {
        this.archive = archive;
    }

    /// Lists the judge's ratings of the sampled answers with their reasons, by item.
    @GetMapping("/api/v1/gates/{id}/verdicts")
    @RequiresPermission(Permission.GATE_READ)
    Page<GateVerdict> verdicts(@PathVariable UUID id, @Valid @ParameterObject Paging paging) {
        return archive.verdicts(id, paging);
    }
}
