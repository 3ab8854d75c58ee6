package io.plumbline.console.alert.channel;

import io.plumbline.console.alert.channel.AlertChannelClient.Channel;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.OneTimeSecret;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Caller;
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

/// The list of channels, and the form that creates one.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Alert channels",
        path = "/alert-channels",
        permission = Permission.MONITOR_READ,
        order = 58,
        docs = "guides/alerts.md")
class AlertChannelPages {

    static final String FORM = "console/alert/channel/form";

    private final AlertChannelClient channels;

    AlertChannelPages(AlertChannelClient channels) {
        this.channels = channels;
    }

    @GetMapping("/alert-channels")
    @RequiresPermission(Permission.MONITOR_READ)
    String list(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String sort) {
        Column<Channel> columns = Column.<Channel>sorted(sort, "name", "/alert-channels")
                .by("name", Comparator.comparing(Channel::name))
                .by("team", Comparator.comparing(Channel::team))
                .by("kind", Comparator.comparing(Channel::kind))
                .by("state", Comparator.comparing(Channel::state));
        Listing<Channel> all = Listing.read(channels::list);
        all.show(all.stream().filter(row -> scope.includes(row.team())).toList(), columns, model);
        model.addAttribute(
                "mayWrite",
                !Callers.current().teamsWith(Permission.MONITOR_WRITE).isEmpty());
        return "console/alert/channel/list";
    }

    @GetMapping("/alert-channels/new")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String form(Model model, @ModelAttribute("scope") Scope scope) {
        model.addAllAttributes(shown(null, new AlertChannelForm("", scope.team(), "WEBHOOK", "", "", "")));
        return FORM;
    }

    @PostMapping("/alert-channels/new")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView create(AlertChannelForm form) {
        Map<String, Object> shown = shown(null, form);
        String name = AlertChannelForm.text(form.name());
        FormErrors problem = NewName.problem(name, "channel", () -> channels.get(name));
        if (problem != null) {
            return Submission.again(FORM, shown, problem);
        }
        return Submission.of(FORM, shown, "The channel is created. Send a test.", () -> {
            if (form.lacksSigningSecret()) {
                String secret = AlertChannelForm.newSecret();
                channels.put(name, form.withSecret(secret).body(true));
                new OneTimeSecret(
                                "Signing secret",
                                secret,
                                "Copy it now into the program that receives the messages: it verifies them with it.")
                        .showNext();
            } else {
                channels.put(name, form.body(true));
            }
            return "/alert-channels/" + name;
        });
    }

    /// Returns what the form shows.
    ///
    /// @param name of the channel that is changed; null for a new one
    static Map<String, Object> shown(@Nullable String name, AlertChannelForm form) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("name", name);
        shown.put("form", form);
        shown.put("kinds", AlertChannelForm.KINDS);
        shown.put("isPlatform", Callers.current().may(Permission.MONITOR_WRITE, Caller.EVERY_TEAM));
        return shown;
    }
}
