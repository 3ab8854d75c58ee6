package io.plumbline.console.alert.channel;

import io.plumbline.console.alert.AlertDelivery;
import io.plumbline.console.alert.channel.AlertChannelClient.Channel;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Submission;
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

/// A channel: its subscriptions, its deliveries, and the actions on it.
@Controller
@RequestMapping("/alert-channels/{name}")
class AlertChannelPage {

    private static final int PAGE = 50;

    private final AlertChannelClient channels;

    AlertChannelPage(AlertChannelClient channels) {
        this.channels = channels;
    }

    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    String show(@PathVariable String name, Model model, @RequestParam(required = false) @Nullable String cursor) {
        Channel channel = channels.get(name);
        Page<AlertDelivery> page = channels.deliveries(name, PAGE, cursor);
        model.addAttribute("channel", channel);
        model.addAttribute(
                "subscriptions",
                Listing.read(channels::subscriptions).stream()
                        .filter(each -> each.sendsTo(name))
                        .toList());
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, page(name), cursor));
        model.addAttribute(
                "isSending",
                cursor == null && channel.enabled() && page.items().stream().anyMatch(AlertDelivery::isPending));
        model.addAttribute("mayWrite", Callers.current().may(Permission.MONITOR_WRITE, channel.team()));
        return "console/alert/channel/show";
    }

    @GetMapping("/edit")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String form(@PathVariable String name, Model model) {
        model.addAllAttributes(AlertChannelPages.shown(name, AlertChannelForm.of(channels.get(name))));
        return AlertChannelPages.FORM;
    }

    @PostMapping("/edit")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView save(@PathVariable String name, AlertChannelForm form) {
        Channel channel = channels.get(name);
        AlertChannelForm own =
                new AlertChannelForm(name, channel.team(), form.kind(), form.url(), form.secret(), form.recipients());
        return Submission.of(
                AlertChannelPages.FORM, AlertChannelPages.shown(name, own), "The channel is changed.", () -> {
                    channels.put(name, own.body(channel.enabled()));
                    return page(name);
                });
    }

    @PostMapping("/test")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView test(@PathVariable String name) {
        return Submission.action(
                page(name), "A test message is on its way. Its outcome is in the list.", () -> channels.test(name));
    }

    @PostMapping("/deliveries/{id}/redeliver")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView redeliver(@PathVariable String name, @PathVariable UUID id) {
        return Submission.action(
                page(name),
                "The message is on its way. Its outcome is in the list.",
                () -> channels.redeliver(name, id));
    }

    @PostMapping("/pause")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView pause(@PathVariable String name) {
        return Submission.action(
                page(name), "The channel is paused. Messages are not sent meanwhile.", () -> enable(name, false));
    }

    @PostMapping("/resume")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView resume(@PathVariable String name) {
        return Submission.action(page(name), "The channel is active.", () -> enable(name, true));
    }

    private void enable(String name, boolean enabled) {
        channels.put(name, AlertChannelForm.of(channels.get(name)).body(enabled));
    }

    @GetMapping("/delete")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String confirmDeletion(@PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete the channel " + name + "?",
                        "Its deliveries are deleted with it. Messages that are not delivered yet are lost.",
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
                "/alert-channels", "The channel " + name + " is deleted.", () -> channels.delete(name));
    }

    private static String page(String name) {
        return "/alert-channels/" + name;
    }
}
