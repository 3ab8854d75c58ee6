package io.plumbline.registry.knowledge.connector.run;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The runs of connectors.
@RestController
@RequestMapping("/api/v1/knowledge-bases/{name}/connectors/{connector}")
class RunController {

    private final ConnectorRuns runs;

    RunController(ConnectorRuns runs) {
        this.runs = runs;
    }

    /// Starts a run: it lists the source and stores new and changed documents. Follow `state` and `counts`.
    @PostMapping("/runs")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ConnectorRun start(@PathVariable String name, @PathVariable String connector) {
        return runs.start(name, connector);
    }

    /// Lists the runs of the last 90 days, newest first.
    @GetMapping("/runs")
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    Page<ConnectorRun> list(
            @PathVariable String name, @PathVariable String connector, @Valid @ParameterObject Paging paging) {
        return runs.page(name, connector, paging);
    }

    @GetMapping("/runs/{id}")
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    ConnectorRun get(@PathVariable String name, @PathVariable String connector, @PathVariable UUID id) {
        return runs.get(name, connector, id);
    }

    /// Lists the documents of the source that no search finds, with the reasons: refused ones, those that could not be
    /// read, and those whose ingestion refused them or failed.
    @GetMapping("/dead-letters")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    Page<DeadLetter> deadLetters(
            @PathVariable String name, @PathVariable String connector, @Valid @ParameterObject Paging paging) {
        return runs.deadLetters(name, connector, paging);
    }

    /// Starts a run that tries all of these documents again.
    @PostMapping("/dead-letters/retry")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ConnectorRun retryAll(@PathVariable String name, @PathVariable String connector) {
        return runs.retry(name, connector, null);
    }

    /// Starts a run that tries one of these documents again.
    @PostMapping("/dead-letters/{id}/retry")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ConnectorRun retryOne(@PathVariable String name, @PathVariable String connector, @PathVariable UUID id) {
        return runs.retry(name, connector, id);
    }
}
