package io.plumbline.gateway.budget;

import io.plumbline.gateway.budget.BudgetRules.Terms;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocumentController;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.ResourcePermissions;
import io.plumbline.kit.web.EntityTags;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/budgets")
@ResourcePermissions(read = Permission.BUDGET_READ, write = Permission.BUDGET_WRITE)
class BudgetController extends NamedDocumentController<Terms, BudgetRequest, BudgetResponse> {

    /// Requires at least one character that is not blank.
    private static final String USER = "(?=.{1,512}$).*\\S.*";

    private final NamedDocuments<Terms> budgets;
    private final BudgetRules rules;

    BudgetController(NamedDocuments<Terms> budgets, BudgetRules rules) {
        super("/api/v1/budgets", budgets, rules);
        this.budgets = budgets;
        this.rules = rules;
    }

    /// Gets the budget with the spent, reserved and remaining amounts of the current period: of all users, or of
    /// one user if the budget is per user.
    @GetMapping("/{name}")
    @RequiresPermission(Permission.BUDGET_READ)
    ResponseEntity<BudgetResponse> get(
            @PathVariable @Pattern(regexp = NAME) String name,
            @RequestParam(required = false) @Pattern(regexp = USER) @Nullable String user) {
        if (user == null) {
            return found(name);
        }
        NamedDocument<Terms> budget = budgets.get(name);
        return ResponseEntity.ok().eTag(EntityTags.of(budget.revision())).body(rules.response(budget, user));
    }
}
