package io.plumbline.gateway.budget;

import io.plumbline.gateway.budget.BudgetRules.Terms;
import io.plumbline.gateway.document.DocumentResource;
import io.plumbline.gateway.document.NamedDocument;
import io.plumbline.gateway.document.NamedDocuments;
import io.plumbline.gateway.scope.CallScope;
import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/budgets")
class BudgetController {

    /// Requires at least one character that is not blank.
    private static final String USER = "(?=.{1,512}$).*\\S.*";

    private final NamedDocuments<Terms> documents;
    private final BudgetRules rules;
    private final DocumentResource<Terms, BudgetRequest, BudgetResponse> budgets;

    BudgetController(NamedDocuments<Terms> documents, BudgetRules rules) {
        this.documents = documents;
        this.rules = rules;
        this.budgets = new DocumentResource<>("/api/v1/budgets", documents, rules);
    }

    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.BUDGET_WRITE)
    ResponseEntity<BudgetResponse> put(
            @PathVariable @Pattern(regexp = CallScope.NAME) String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody BudgetRequest request) {
        return budgets.put(name, request, ifMatch);
    }

    /// Returns what a `PUT` of this document would change. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.BUDGET_WRITE)
    DocumentDiff diff(
            @PathVariable @Pattern(regexp = CallScope.NAME) String name, @Valid @RequestBody BudgetRequest request) {
        return budgets.diff(name, request);
    }

    /// Gets the budget with the spent, reserved and remaining amounts of the current period: of all users, or of
    /// one user if the budget is per user.
    @GetMapping("/{name}")
    @RequiresPermission(Permission.BUDGET_READ)
    ResponseEntity<BudgetResponse> get(
            @PathVariable @Pattern(regexp = CallScope.NAME) String name,
            @RequestParam(required = false) @Pattern(regexp = USER) @Nullable String user) {
        if (user == null) {
            return budgets.get(name);
        }
        NamedDocument<Terms> budget = documents.get(name);
        return ResponseEntity.ok().eTag(EntityTags.of(budget.revision())).body(rules.response(budget, user));
    }

    @GetMapping
    @RequiresPermission(Permission.BUDGET_READ)
    Page<BudgetResponse> list(@Valid @ParameterObject Paging paging) {
        return budgets.page(paging);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.BUDGET_WRITE)
    void remove(@PathVariable @Pattern(regexp = CallScope.NAME) String name) {
        budgets.remove(name);
    }
}
