package io.plumbline.console.alert.subscription;

import io.plumbline.console.alert.subscription.AlertSubscriptionClient.Subscription;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// The page of a subscription: what it sends where; pauses, resumes and deletes it.
@Controller
@RequestMapping("/alert-subscriptions/{name}")
class AlertSubscriptionPage {

    private final AlertSubscriptionClient subscriptions;

    AlertSubscriptionPage(AlertSubscriptionClient subscriptions) {
        this.subscriptions = subscriptions;
    }

    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    String show(@PathVariable String name, Model model) {
        Subscription subscription =
                Objects.requireNonNull(subscriptions.get(name).getBody());
        model.addAttribute("subscription", subscription);
        model.addAttribute("mayWrite", Callers.current().may(Permission.MONITOR_WRITE, subscription.team()));
        return "console/alert/subscription/show";
    }

    @PostMapping("/pause")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView pause(@PathVariable String name) {
        return Submission.action(
                page(name), "The subscription is paused. It sends no messages.", () -> enable(name, false));
    }

    @PostMapping("/resume")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView resume(@PathVariable String name) {
        return Submission.action(page(name), "The subscription is active.", () -> enable(name, true));
    }

    private void enable(String name, boolean enabled) {
        var found = subscriptions.get(name);
        String tag = found.getHeaders().getETag();
        Subscription stored = Objects.requireNonNull(found.getBody());
        subscriptions.put(name, tag, AlertSubscriptionForm.of(stored, tag).body(enabled));
    }

    @GetMapping("/delete")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String confirmDeletion(@PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete the subscription " + name + "?",
                        "It sends no more messages, not even about the end of alerts: an incident that it opened in PagerDuty"
                                + " stays open there.",
                        page(name) + "/delete",
                        "Delete",
                        true,
                        page(name),
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/delete")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.action(
                AlertSubscriptionPages.LIST,
                "The subscription " + name + " is deleted.",
                () -> subscriptions.delete(name));
    }

    private static String page(String name) {
        return AlertSubscriptionPages.LIST + "/" + name;
    }
}
