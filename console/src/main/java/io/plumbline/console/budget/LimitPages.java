package io.plumbline.console.budget;

import io.plumbline.console.budget.BudgetClient.Limit;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
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
import org.springframework.web.servlet.ModelAndView;

/// Rate limits: list, form, deletion.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Rate limits",
        path = "/limits",
        permission = Permission.BUDGET_READ,
        order = 75,
        docs = "guides/budgets.md")
class LimitPages {

    private static final int MOST = 500;
    private static final String FORM = "console/budget/limit-edit";
    private static final String WHOLE_NUMBER = "[0-9]{0,10}";

    private final BudgetClient budgets;
    private final ActorNames names;

    LimitPages(BudgetClient budgets, ActorNames names) {
        this.budgets = budgets;
        this.names = names;
    }

    /// A limit in the list.
    record Row(Limit limit, String scope) {}

    /// The fields of a limit's form beside its scope. An empty one is unlimited.
    record LimitForm(
            @Nullable String name,
            @Nullable String requestsPerMinute,
            @Nullable String tokensPerMinute,
            @Nullable String inputTokensPerMinute,
            @Nullable String outputTokensPerMinute,
            @Nullable String concurrency) {

        static LimitForm of(Limit limit) {
            return new LimitForm(
                    limit.name(),
                    text(limit, "requestsPerMinute"),
                    text(limit, "tokensPerMinute"),
                    text(limit, "inputTokensPerMinute"),
                    text(limit, "outputTokensPerMinute"),
                    text(limit, "concurrency"));
        }

        private static String text(Limit limit, String member) {
            Long value = limit.limits().get(member);
            return value == null ? "" : value.toString();
        }

        private Map<String, String> numbers() {
            Map<String, String> numbers = new LinkedHashMap<>();
            numbers.put(
                    "requestsPerMinute",
                    Objects.requireNonNullElse(requestsPerMinute, "").strip());
            numbers.put(
                    "tokensPerMinute",
                    Objects.requireNonNullElse(tokensPerMinute, "").strip());
            numbers.put(
                    "inputTokensPerMinute",
                    Objects.requireNonNullElse(inputTokensPerMinute, "").strip());
            numbers.put(
                    "outputTokensPerMinute",
                    Objects.requireNonNullElse(outputTokensPerMinute, "").strip());
            numbers.put(
                    "concurrency", Objects.requireNonNullElse(concurrency, "").strip());
            return numbers;
        }
    }

    @GetMapping("/limits")
    @RequiresPermission(Permission.BUDGET_READ)
    String list(Model model, @ModelAttribute("scope") Scope scope) {
        List<Limit> found = budgets.limits(MOST).items().stream()
                .filter(limit -> Caller.EVERY_TEAM.equals(limit.team()) || scope.includes(limit.team()))
                .toList();
        Map<String, String> keys = names.of(found.stream()
                .flatMap(limit -> Stream.ofNullable(limit.scope().key()))
                .toList());
        model.addAttribute(
                "rows",
                found.stream()
                        .map(limit -> new Row(limit, ScopeForm.words(limit.scope(), keys)))
                        .toList());
        model.addAttribute("mayWrite", BudgetPages.mayWrite());
        return "console/budget/limits";
    }

    @GetMapping("/limits/new")
    @RequiresPermission(Permission.BUDGET_WRITE)
    String newForm(Model model, @ModelAttribute("scope") Scope scope) {
        model.addAllAttributes(formModel(null, new LimitForm("", "", "", "", "", ""), ScopeForm.empty(scope.team())));
        return FORM;
    }

    @GetMapping("/limits/{name}/edit")
    @RequiresPermission(Permission.BUDGET_WRITE)
    String form(@PathVariable String name, Model model) {
        Limit limit = budgets.limit(name);
        model.addAllAttributes(formModel(name, LimitForm.of(limit), ScopeForm.of(limit.scope())));
        return FORM;
    }

    @PostMapping("/limits/new")
    @RequiresPermission(Permission.BUDGET_WRITE)
    ModelAndView create(LimitForm form, ScopeForm calls) {
        String name = Objects.requireNonNullElse(form.name(), "").strip();
        Map<String, Object> shown = formModel(null, form, calls);
        FormErrors problem = NewName.problem(name, "limit", () -> budgets.limit(name));
        if (problem != null) {
            return Submission.again(FORM, shown, problem);
        }
        return stored(name, form, calls, shown, null);
    }

    @PostMapping("/limits/{name}/edit")
    @RequiresPermission(Permission.BUDGET_WRITE)
    ModelAndView change(@PathVariable String name, LimitForm form, ScopeForm calls) {
        String owner = budgets.limit(name).team();
        return stored(name, form, calls, formModel(name, form, calls), owner);
    }

    /// @param owner of the stored limit, which cannot change
    private ModelAndView stored(
            String name, LimitForm form, ScopeForm calls, Map<String, Object> shown, @Nullable String owner) {
        Map<String, Long> limits = new LinkedHashMap<>();
        for (Map.Entry<String, String> field : form.numbers().entrySet()) {
            if (!field.getValue().matches(WHOLE_NUMBER)) {
                return Submission.again(FORM, shown, FormErrors.at(field.getKey(), "must be a whole number"));
            }
            if (!field.getValue().isEmpty()) {
                limits.put(field.getKey(), Long.valueOf(field.getValue()));
            }
        }
        Map<String, Object> body = new LinkedHashMap<>();
        if (owner != null && !Caller.EVERY_TEAM.equals(owner)) {
            body.put("team", owner);
        }
        body.put("scope", calls.body());
        body.put("limits", limits);
        return Submission.of(FORM, shown, "Limit " + name + " saved. Gateways follow within 2 seconds.", () -> {
            budgets.putLimit(name, body);
            return "/limits";
        });
    }

    private static Map<String, Object> formModel(@Nullable String name, LimitForm form, ScopeForm calls) {
        Map<String, Object> model = new HashMap<>();
        model.put("name", name);
        model.put("form", form);
        model.put("calls", calls);
        return model;
    }

    @GetMapping("/limits/{name}/delete")
    @RequiresPermission(Permission.BUDGET_WRITE)
    String confirmDeletion(@PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete limit " + name + "?",
                        "The limit no longer applies to its calls.",
                        "/limits/" + name + "/delete",
                        "Delete",
                        true,
                        "/limits",
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/limits/{name}/delete")
    @RequiresPermission(Permission.BUDGET_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.action("/limits", "Limit " + name + " is deleted.", () -> budgets.removeLimit(name));
    }
}
