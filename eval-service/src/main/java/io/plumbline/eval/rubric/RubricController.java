package io.plumbline.eval.rubric;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/rubrics")
class RubricController {

    private final RubricCatalog rubrics;

    RubricController(RubricCatalog rubrics) {
        this.rubrics = rubrics;
    }

    /// A version of a rubric.
    ///
    /// @param builtIn whether it is built-in
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RubricResponse(
            String name,
            int version,
            String digest,
            boolean builtIn,
            @JsonUnwrapped RubricDocument document,
            @Nullable Instant createdAt) {

        static RubricResponse from(Rubric rubric) {
            return new RubricResponse(
                    rubric.name(),
                    rubric.version(),
                    rubric.digest(),
                    rubric.team() == null,
                    rubric.document(),
                    rubric.createdAt());
        }
    }

    /// Adds a version to a rubric, or creates the rubric: 201. A document equal to the newest version changes
    /// nothing: 200.
    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.RUBRIC_WRITE)
    ResponseEntity<RubricResponse> put(
            @PathVariable @Pattern(regexp = RubricDocument.NAME) String name,
            @Valid @RequestBody RubricDocument document) {
        String team = Callers.current().teamFor(Permission.RUBRIC_WRITE, document.team());
        RubricCatalog.Stored stored = rubrics.store(name, team, document);
        Rubric rubric = stored.rubric();
        ResponseEntity.BodyBuilder answer = stored.created()
                ? ResponseEntity.created(URI.create("/api/v1/rubrics/" + name + "/versions/" + rubric.version()))
                : ResponseEntity.ok();
        return answer.body(RubricResponse.from(rubric));
    }

    /// Previews the changes of a `PUT`. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.RUBRIC_WRITE)
    DocumentDiff diff(
            @PathVariable @Pattern(regexp = RubricDocument.NAME) String name,
            @Valid @RequestBody RubricDocument document) {
        return rubrics.diff(name, Callers.current().teamFor(Permission.RUBRIC_WRITE, document.team()), document);
    }

    /// The newest version of each rubric, by name.
    @GetMapping
    @RequiresPermission(Permission.RUBRIC_READ)
    Page<RubricResponse> list(@Valid @ParameterObject Paging paging) {
        return rubrics.list(paging).map(RubricResponse::from);
    }

    /// The newest version.
    @GetMapping("/{name}")
    @RequiresPermission(Permission.RUBRIC_READ)
    RubricResponse get(@PathVariable String name) {
        return RubricResponse.from(rubrics.newest(name));
    }

    /// The versions, newest first.
    @GetMapping("/{name}/versions")
    @RequiresPermission(Permission.RUBRIC_READ)
    Page<RubricResponse> versions(@PathVariable String name, @Valid @ParameterObject Paging paging) {
        return rubrics.versions(name, paging).map(RubricResponse::from);
    }

    @GetMapping("/{name}/versions/{version}")
    @RequiresPermission(Permission.RUBRIC_READ)
    RubricResponse version(@PathVariable String name, @PathVariable int version) {
        return RubricResponse.from(rubrics.version(name, version));
    }
}
