package io.plumbline.console.usage;

import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.usage.PriceClient.Price;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// The organisation's own prices: list, form, deletion.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Prices",
        path = "/prices",
        permission = Permission.BUDGET_READ,
        order = 80,
        docs = "guides/budgets.md")
class PricePages {

    private static final int MOST = 500;
    private static final String FORM = "console/usage/price-edit";

    private final PriceClient prices;
    private final Clock clock;

    PricePages(PriceClient prices, Clock clock) {
        this.prices = prices;
        this.clock = clock;
    }

    @GetMapping("/prices")
    @RequiresPermission(Permission.BUDGET_READ)
    String list(Model model) {
        model.addAttribute("rows", prices.list(MOST).items());
        model.addAttribute(
                "mayWrite",
                !Callers.current().teamsWith(Permission.BUDGET_WRITE).isEmpty());
        return "console/usage/prices";
    }

    @GetMapping("/prices/new")
    @RequiresPermission(Permission.BUDGET_WRITE)
    String newForm(Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        model.addAllAttributes(formModel(null, PriceForm.empty(today.toString())));
        return FORM;
    }

    @GetMapping("/prices/{name}/edit")
    @RequiresPermission(Permission.BUDGET_WRITE)
    String form(@PathVariable String name, Model model) {
        model.addAllAttributes(formModel(name, PriceForm.of(prices.get(name))));
        return FORM;
    }

    @PostMapping("/prices/new")
    @RequiresPermission(Permission.BUDGET_WRITE)
    ModelAndView create(PriceForm form) {
        String name = Objects.requireNonNullElse(form.name(), "").strip();
        Map<String, Object> shown = formModel(null, form);
        FormErrors problem = NewName.problem(name, "price", () -> prices.get(name));
        if (problem != null) {
            return Submission.again(FORM, shown, problem);
        }
        return stored(name, form, shown, null);
    }

    @PostMapping("/prices/{name}/edit")
    @RequiresPermission(Permission.BUDGET_WRITE)
    ModelAndView change(@PathVariable String name, PriceForm form) {
        return stored(name, form, formModel(name, form), prices.get(name));
    }

    private ModelAndView stored(String name, PriceForm form, Map<String, Object> shown, @Nullable Price present) {
        String field = form.misnumbered();
        if (field != null) {
            return Submission.again(FORM, shown, FormErrors.at(field, "must be a number, such as 2.5"));
        }
        return Submission.of(FORM, shown, "Price " + name + " saved. It applies to calls from now on.", () -> {
            prices.put(name, form.body(present));
            return "/prices";
        });
    }

    private static Map<String, Object> formModel(@Nullable String name, PriceForm form) {
        Map<String, Object> model = new HashMap<>();
        model.put("name", name);
        model.put("form", form);
        return model;
    }

    @GetMapping("/prices/{name}/delete")
    @RequiresPermission(Permission.BUDGET_WRITE)
    String confirmDeletion(@PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete price " + name + "?",
                        "Calls are priced by the list again. The cost of earlier calls does not change.",
                        "/prices/" + name + "/delete",
                        "Delete",
                        true,
                        "/prices",
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/prices/{name}/delete")
    @RequiresPermission(Permission.BUDGET_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.action("/prices", "Price " + name + " is deleted.", () -> prices.remove(name));
    }
}
