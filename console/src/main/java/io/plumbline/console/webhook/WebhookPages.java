package io.plumbline.console.webhook;

import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.OneTimeSecret;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.webhook.WebhookClient.Webhook;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The list of webhooks, and the form that creates one.
@Controller
@ConsolePage(
        section = Section.ADMIN,
        label = "Webhooks",
        path = "/webhooks",
        permission = Permission.MODEL_WRITE,
        order = 50,
        docs = "guides/webhooks.md")
class WebhookPages {

    static final String FORM = "console/webhook/form";
    static final String SECRET_HINT =
            "Copy it now into the program that receives the events: it verifies them with it.";

    private final WebhookClient webhooks;

    WebhookPages(WebhookClient webhooks) {
        this.webhooks = webhooks;
    }

    @GetMapping("/webhooks")
    @RequiresPermission(Permission.MODEL_READ)
    String list(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String sort) {
        Column<Webhook> columns = Column.<Webhook>sorted(sort, "name", "/webhooks")
                .by("name", Comparator.comparing(Webhook::name))
                .by("team", Comparator.comparing(Webhook::team))
                .by("state", Comparator.comparing(Webhook::state))
                .by("updated", Comparator.comparing(Webhook::updatedAt));
        Listing<Webhook> all = Listing.read(webhooks::list);
        all.show(all.stream().filter(row -> scope.includes(row.team())).toList(), columns, model);
        model.addAttribute(
                "mayWrite", !Callers.current().teamsWith(Permission.MODEL_WRITE).isEmpty());
        return "console/webhook/list";
    }

    @GetMapping("/webhooks/new")
    @RequiresPermission(Permission.MODEL_WRITE)
    String form(Model model, @ModelAttribute("scope") Scope scope) {
        model.addAllAttributes(shown(
                null,
                new WebhookForm(
                        "",
                        scope.team(),
                        "",
                        WebhookForm.EVENTS.stream().map(WebhookForm.Event::code).toList())));
        return FORM;
    }

    @PostMapping("/webhooks/new")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView create(WebhookForm form) {
        Map<String, Object> shown = shown(null, form);
        String name = form.strippedName();
        FormErrors problem = NewName.problem(name, "webhook", () -> webhooks.get(name));
        if (problem != null) {
            return Submission.again(FORM, shown, problem);
        }
        String secret = WebhookForm.newSecret();
        return Submission.of(FORM, shown, "The webhook is created. Send a test event.", () -> {
            webhooks.put(name, form.body(secret, true));
            new OneTimeSecret("Signing secret", secret, SECRET_HINT).showNext();
            return "/webhooks/" + name;
        });
    }

    /// Returns what the form shows.
    ///
    /// @param name of the webhook that is changed; null for a new one
    static Map<String, Object> shown(@Nullable String name, WebhookForm form) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("name", name);
        shown.put("form", form);
        shown.put("known", WebhookForm.EVENTS);
        return shown;
    }
}
