package io.plumbline.console.budget;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.budget.BudgetClient.Budget;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Budgets: list with the current period, page, form, deletion.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Budgets",
        path = "/budgets",
        permission = Permission.BUDGET_READ,
        order = 70,
        docs = "guides/budgets.md")
class BudgetPages {

    private static final int MOST = 500;
    private static final String FORM = "console/budget/edit";
    private static final String PAGE = "console/budget/show";
    private static final List<String> PERIODS = List.of("DAY", "WEEK", "MONTH");
    private static final List<String> ACTIONS = List.of("ALERT", "REJECT");

    private final BudgetClient budgets;
    private final ActorNames names;

    BudgetPages(BudgetClient budgets, ActorNames names) {
        this.budgets = budgets;
        this.names = names;
    }

    /// A budget in the list.
    record Row(Budget budget, String scope) {}

    /// The fields of a budget's form beside its scope.
    record BudgetForm(
            @Nullable String name,
            @Nullable String amountUsd,
            @Nullable String period,
            @Nullable String action) {}

    @GetMapping("/budgets")
    @RequiresPermission(Permission.BUDGET_READ)
    String list(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String sort) {
        List<Budget> found = budgets.budgets(MOST).items().stream()
                .filter(budget -> Caller.EVERY_TEAM.equals(budget.team()) || scope.includes(budget.team()))
                .toList();
        Map<String, String> keys = names.of(found.stream()
                .flatMap(budget -> Stream.ofNullable(budget.scope().key()))
                .toList());
        Column<Row> columns = Column.<Row>sorted(sort, "-used", "/budgets")
                .largestFirst("amount", "used")
                .by("name", Comparator.comparing(row -> row.budget().name()))
                .by("amount", Comparator.comparing(row -> row.budget().amountUsd()))
                .by("used", Comparator.comparing(row -> row.budget().share()))
                .by("resets", Comparator.comparing(row -> row.budget().resetsAt()));
        model.addAttribute(
                "rows",
                columns.sort(found.stream()
                        .map(budget -> new Row(budget, ScopeForm.words(budget.scope(), keys)))
                        .toList()));
        model.addAttribute("columns", columns);
        model.addAttribute("mayWrite", mayWrite());
        return "console/budget/list";
    }

    static boolean mayWrite() {
        return !Callers.current().teamsWith(Permission.BUDGET_WRITE).isEmpty();
    }

    @GetMapping("/budgets/{name}")
    @RequiresPermission(Permission.BUDGET_READ)
    String show(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String user) {
        String one = user == null || user.isBlank() ? null : user.strip();
        Budget budget = budgets.budget(name, null);
        model.addAttribute("budget", budget);
        model.addAttribute("ofUser", one == null ? null : budgets.budget(name, one));
        model.addAttribute("user", one);
        model.addAttribute(
                "scopeWords",
                ScopeForm.words(
                        budget.scope(),
                        names.of(
                                budget.scope().key() == null
                                        ? List.of()
                                        : List.of(budget.scope().key()))));
        model.addAttribute("mayWrite", mayWrite());
        return PAGE;
    }

    @GetMapping("/budgets/new")
    @RequiresPermission(Permission.BUDGET_WRITE)
    String newForm(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String key) {
        model.addAllAttributes(formModel(
                null,
                new BudgetForm(key == null ? "" : "key-" + key, "", "MONTH", key == null ? "ALERT" : "REJECT"),
                key == null ? ScopeForm.empty(scope.team()) : new ScopeForm(null, key, null, null, null)));
        return FORM;
    }

    @GetMapping("/budgets/{name}/edit")
    @RequiresPermission(Permission.BUDGET_WRITE)
    String form(@PathVariable String name, Model model) {
        Budget budget = budgets.budget(name, null);
        model.addAllAttributes(formModel(
                name,
                new BudgetForm(name, budget.amountUsd().toPlainString(), budget.period(), budget.action()),
                ScopeForm.of(budget.scope())));
        return FORM;
    }

    @PostMapping("/budgets/new")
    @RequiresPermission(Permission.BUDGET_WRITE)
    ModelAndView create(BudgetForm form, ScopeForm calls) {
        String name = Objects.requireNonNullElse(form.name(), "").strip();
        Map<String, Object> shown = formModel(null, form, calls);
        FormErrors problem = NewName.problem(name, "budget", () -> budgets.budget(name, null));
        if (problem != null) {
            return Submission.again(FORM, shown, problem);
        }
        return stored(name, form, calls, shown, null);
    }

    @PostMapping("/budgets/{name}/edit")
    @RequiresPermission(Permission.BUDGET_WRITE)
    ModelAndView change(@PathVariable String name, BudgetForm form, ScopeForm calls) {
        String owner = budgets.budget(name, null).team();
        return stored(name, form, calls, formModel(name, form, calls), owner);
    }

    /// @param owner of the stored budget, which cannot change
    private ModelAndView stored(
            String name, BudgetForm form, ScopeForm calls, Map<String, Object> shown, @Nullable String owner) {
        BigDecimal amount;
        try {
            amount = new BigDecimal(
                    Objects.requireNonNullElse(form.amountUsd(), "").strip());
        } catch (NumberFormatException e) {
            return Submission.again(FORM, shown, FormErrors.at("amountUsd", "must be a number, such as 250"));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        if (owner != null && !Caller.EVERY_TEAM.equals(owner)) {
            body.put("team", owner);
        }
        body.put("scope", calls.body());
        body.put("amountUsd", amount);
        body.put("period", Objects.requireNonNullElse(form.period(), ""));
        body.put("action", Objects.requireNonNullElse(form.action(), ""));
        try {
            budgets.putBudget(name, body);
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(FORM, shown, FormErrors.of(problem));
        }
        return Submission.redirect(
                "/budgets/" + name,
                new Submission.Flash("good", "Budget saved. It counts calls from now on.", null, null));
    }

    private static Map<String, Object> formModel(@Nullable String name, BudgetForm form, ScopeForm calls) {
        Map<String, Object> model = new HashMap<>();
        model.put("name", name);
        model.put("form", form);
        model.put("calls", calls);
        model.put("periods", PERIODS);
        model.put("actions", ACTIONS);
        return model;
    }

    @GetMapping("/budgets/{name}/delete")
    @RequiresPermission(Permission.BUDGET_WRITE)
    String confirmDeletion(@PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete budget " + name + "?",
                        "The budget no longer counts or rejects calls. Its count is lost. The usage report keeps the calls.",
                        "/budgets/" + name + "/delete",
                        "Delete",
                        true,
                        "/budgets/" + name,
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/budgets/{name}/delete")
    @RequiresPermission(Permission.BUDGET_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.action("/budgets", "Budget " + name + " is deleted.", () -> budgets.removeBudget(name));
    }
}
