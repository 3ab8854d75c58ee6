package io.plumbline.console.webhook;

import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.OneTimeSecret;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Submission;
import io.plumbline.console.webhook.WebhookClient.Delivery;
import io.plumbline.console.webhook.WebhookClient.Webhook;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// A webhook: its state, its deliveries, and the actions on it.
@Controller
@RequestMapping("/webhooks/{name}")
class WebhookPage {

    private static final int PAGE = 50;

    private final WebhookClient webhooks;

    WebhookPage(WebhookClient webhooks) {
        this.webhooks = webhooks;
    }

    @GetMapping
    @RequiresPermission(Permission.MODEL_READ)
    String show(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        Webhook webhook = webhooks.get(name);
        Page<Delivery> page = webhooks.deliveries(name, PAGE, cursor);
        model.addAttribute("webhook", webhook);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, page(name), cursor));
        model.addAttribute(
                "isSending",
                cursor == null && webhook.enabled() && page.items().stream().anyMatch(Delivery::isPending));
        model.addAttribute("mayWrite", Callers.current().may(Permission.MODEL_WRITE, webhook.team()));
        return "console/webhook/show";
    }

    @GetMapping("/edit")
    @RequiresPermission(Permission.MODEL_WRITE)
    String form(@PathVariable String name, Model model) {
        model.addAllAttributes(WebhookPages.shown(name, WebhookForm.of(webhooks.get(name))));
        return WebhookPages.FORM;
    }

    @PostMapping("/edit")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView save(@PathVariable String name, WebhookForm form) {
        boolean enabled = webhooks.get(name).enabled();
        return Submission.of(WebhookPages.FORM, WebhookPages.shown(name, form), "The webhook is changed.", () -> {
            webhooks.put(name, form.body(null, enabled));
            return page(name);
        });
    }

    /// Sends a `ping`.
    @PostMapping("/test")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView test(@PathVariable String name) {
        return Submission.action(
                page(name), "A test event is on its way. Its outcome is in the list.", () -> webhooks.test(name));
    }

    @PostMapping("/deliveries/{id}/redeliver")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView redeliver(@PathVariable String name, @PathVariable UUID id) {
        return Submission.action(page(name), "The event is sent again.", () -> webhooks.redeliver(name, id));
    }

    @PostMapping("/pause")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView pause(@PathVariable String name) {
        return Submission.action(
                page(name),
                "The webhook is paused. Events that happen meanwhile are not sent.",
                () -> enable(name, false));
    }

    @PostMapping("/resume")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView resume(@PathVariable String name) {
        return Submission.action(page(name), "The webhook is active.", () -> enable(name, true));
    }

    private void enable(String name, boolean enabled) {
        webhooks.put(name, WebhookForm.of(webhooks.get(name)).body(null, enabled));
    }

    @GetMapping("/secret")
    @RequiresPermission(Permission.MODEL_WRITE)
    String confirmSecret(@PathVariable String name, Model model) {
        return confirm(
                model,
                "Replace the secret of " + name + "?",
                "Events that are sent from then on have the new signature. The next page shows the secret once.",
                page(name) + "/secret",
                "Replace",
                page(name));
    }

    @PostMapping("/secret")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView replaceSecret(@PathVariable String name) {
        return Submission.action(page(name), "The webhook has a new secret.", () -> {
            Webhook webhook = webhooks.get(name);
            String secret = WebhookForm.newSecret();
            webhooks.put(name, WebhookForm.of(webhook).body(secret, webhook.enabled()));
            new OneTimeSecret("Signing secret", secret, WebhookPages.SECRET_HINT).showNext();
        });
    }

    @GetMapping("/delete")
    @RequiresPermission(Permission.MODEL_WRITE)
    String confirmDeletion(@PathVariable String name, Model model) {
        return confirm(
                model,
                "Delete the webhook " + name + "?",
                "Its deliveries are deleted with it. Events that are not delivered yet are lost.",
                page(name) + "/delete",
                "Delete",
                page(name));
    }

    @PostMapping("/delete")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.action("/webhooks", "The webhook " + name + " is deleted.", () -> webhooks.delete(name));
    }

    private static String confirm(Model model, String title, String text, String action, String button, String cancel) {
        model.addAttribute(
                Confirmation.ATTRIBUTE, new Confirmation(title, text, action, button, true, cancel, Map.of(), false));
        return Confirmation.VIEW;
    }

    private static String page(String name) {
        return "/webhooks/" + name;
    }
}
