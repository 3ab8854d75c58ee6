package io.plumbline.eval.suite;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/suites")
class SuiteController {

    private final SuiteCatalog suites;
    private final SuiteCheck check;
    private final SuiteGuard guard;

    SuiteController(SuiteCatalog suites, SuiteCheck check, SuiteGuard guard) {
        this.suites = suites;
        this.check = check;
        this.guard = guard;
    }

    record SuiteResponse(
            String name, int revision, @JsonUnwrapped SuiteDocument document, Instant createdAt, Instant updatedAt) {

        static SuiteResponse from(SuiteView suite) {
            return new SuiteResponse(
                    suite.name(), suite.revision(), suite.document(), suite.createdAt(), suite.updatedAt());
        }
    }

    /// Creates or replaces a suite. If versions depend on it that are in production or may return there, the
    /// change needs the approvers of their risk tier: repeat the call once they have approved.
    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.SUITE_WRITE)
    ResponseEntity<SuiteResponse> put(
            @PathVariable @Pattern(regexp = SuiteDocument.NAME) String name,
            @Valid @RequestBody SuiteDocument document,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        String team = Callers.current().teamFor(Permission.SUITE_WRITE, document.team());
        check.check(team, document);
        SuiteChange.Approved approved = guard.require(suites.change(name, team, document, ifMatch));
        SuiteCatalog.Stored stored = suites.store(name, team, document, approved);
        ResponseEntity.BodyBuilder answer =
                stored.created() ? ResponseEntity.created(URI.create("/api/v1/suites/" + name)) : ResponseEntity.ok();
        return answer.eTag(EntityTags.of(stored.suite().version())).body(SuiteResponse.from(stored.suite()));
    }

    /// The changes of a `PUT`, and their consequence for production.
    record SuiteDiff(@JsonUnwrapped DocumentDiff diff, SuiteGuard.Preview production) {}

    /// Previews the changes of a `PUT`. Stores nothing and requests no approval.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.SUITE_WRITE)
    SuiteDiff diff(
            @PathVariable @Pattern(regexp = SuiteDocument.NAME) String name,
            @Valid @RequestBody SuiteDocument document) {
        String team = Callers.current().teamFor(Permission.SUITE_WRITE, document.team());
        check.check(team, document);
        return new SuiteDiff(
                suites.diff(name, team, document), guard.preview(suites.change(name, team, document, null)));
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.SUITE_READ)
    ResponseEntity<SuiteResponse> get(@PathVariable String name) {
        SuiteView suite = suites.get(name);
        return ResponseEntity.ok().eTag(EntityTags.of(suite.version())).body(SuiteResponse.from(suite));
    }

    @GetMapping
    @RequiresPermission(Permission.SUITE_READ)
    Page<SuiteResponse> list(@Valid @ParameterObject Paging paging) {
        return suites.list(paging).map(SuiteResponse::from);
    }
}
