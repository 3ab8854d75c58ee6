package io.plumbline.monitoring.projection;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProjectionController {

    private final ProjectionRunner runner;

    ProjectionController(ProjectionRunner runner) {
        this.runner = runner;
    }

    /// Recomputes a projection from the first event of the audit log.
    @PostMapping("/api/v1/projections/{name}/rebuild")
    @RequiresPermission(Permission.PLATFORM_OPERATE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void rebuild(@PathVariable String name) {
        if (!runner.rebuild(name)) {
            throw RequestProblem.NOT_FOUND.because("No projection has this name.");
        }
    }
}
