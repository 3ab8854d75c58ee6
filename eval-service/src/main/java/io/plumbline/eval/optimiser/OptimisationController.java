package io.plumbline.eval.optimiser;

import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/prompt-optimisations")
class OptimisationController {

    private final OptimisationService service;

    OptimisationController(OptimisationService service) {
        this.service = service;
    }

    /// Searches for better versions of a prompt: tries instructions and examples on a part of the suite's
    /// records, and compares the best with the original on held-out records. Stores the better ones as versions
    /// and promotes none. Also needs `gate:run`.
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequiresPermission(Permission.PROMPT_WRITE)
    ResponseEntity<OptimisationResponse> open(@Valid @RequestBody OptimisationRequest request) {
        OptimisationResponse opened = response(service.open(request));
        return ResponseEntity.accepted()
                .header(HttpHeaders.LOCATION, "/api/v1/prompt-optimisations/" + opened.id())
                .body(opened);
    }

    /// Lists optimisations, newest first, without their candidates.
    ///
    /// @param prompt only those of this prompt
    @GetMapping
    @RequiresPermission(Permission.GATE_READ)
    Page<OptimisationResponse> list(
            @RequestParam(required = false) @Pattern(regexp = SuiteDocument.NAME) @Nullable String prompt,
            @Valid @ParameterObject Paging paging) {
        return service.list(prompt, paging).map(job -> OptimisationResponse.of(job, List.of()));
    }

    /// Returns an optimisation with its candidates and their scores so far.
    @GetMapping("/{id}")
    @RequiresPermission(Permission.GATE_READ)
    OptimisationResponse get(@PathVariable UUID id) {
        return response(service.get(id));
    }

    /// Cancels an optimisation. It makes no more calls and stores nothing.
    @PostMapping("/{id}/cancel")
    @RequiresPermission(Permission.PROMPT_WRITE)
    OptimisationResponse cancel(@PathVariable UUID id) {
        return response(service.cancel(id));
    }

    private static OptimisationResponse response(OptimisationService.Found found) {
        return OptimisationResponse.of(found.job(), found.candidates());
    }
}
