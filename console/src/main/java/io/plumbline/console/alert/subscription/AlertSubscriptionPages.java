package io.plumbline.console.alert.subscription;

import io.plumbline.console.alert.subscription.AlertSubscriptionClient.Channel;
import io.plumbline.console.alert.subscription.AlertSubscriptionClient.Subscription;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The list of subscriptions, and the form that creates or changes one. A subscription belongs to the team of its
/// channel.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Alert subscriptions",
        path = "/alert-subscriptions",
        permission = Permission.MONITOR_READ,
        order = 58,
        docs = "guides/alerts.md")
@RequestMapping("/alert-subscriptions")
class AlertSubscriptionPages {

    static final String LIST = "/alert-subscriptions";

    private static final String FORM = "console/alert/subscription/form";

    private final AlertSubscriptionClient subscriptions;

    AlertSubscriptionPages(AlertSubscriptionClient subscriptions) {
        this.subscriptions = subscriptions;
    }

    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    String list(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String sort) {
        Column<Subscription> columns = Column.<Subscription>sorted(sort, "name", LIST)
                .by("name", Comparator.comparing(Subscription::name))
                .by("team", Comparator.comparing(Subscription::team))
                .by("channel", Comparator.comparing(Subscription::channel))
                .by("state", Comparator.comparing(Subscription::state));
        Listing<Subscription> all = Listing.read(subscriptions::list);
        all.show(all.stream().filter(row -> scope.includes(row.team())).toList(), columns, model);
        model.addAttribute(
                "mayWrite",
                !Callers.current().teamsWith(Permission.MONITOR_WRITE).isEmpty());
        return "console/alert/subscription/list";
    }

    @GetMapping("/new")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String form(Model model, @RequestParam(required = false) @Nullable String channel) {
        model.addAllAttributes(shown(null, AlertSubscriptionForm.empty(channel), channels()));
        return FORM;
    }

    @PostMapping("/new")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView create(AlertSubscriptionForm form) {
        List<Channel> channels = channels();
        Map<String, Object> shown = shown(null, form, channels);
        String name = AlertSubscriptionForm.text(form.name());
        FormErrors problem = NewName.problem(name, "subscription", () -> subscriptions.get(name));
        return problem == null
                ? stored(name, form.ofTeam(team(channels, form.channel())), true, shown)
                : Submission.again(FORM, shown, problem);
    }

    @GetMapping("/{name}/edit")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String edit(@PathVariable String name, Model model) {
        var found = subscriptions.get(name);
        Subscription subscription = Objects.requireNonNull(found.getBody());
        model.addAllAttributes(shown(
                subscription,
                AlertSubscriptionForm.of(subscription, found.getHeaders().getETag()),
                channels()));
        return FORM;
    }

    @PostMapping("/{name}/edit")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView change(@PathVariable String name, AlertSubscriptionForm form) {
        Subscription subscription =
                Objects.requireNonNull(subscriptions.get(name).getBody());
        AlertSubscriptionForm own = form.ofTeam(subscription.team());
        return stored(name, own, subscription.enabled(), shown(subscription, own, channels()));
    }

    private ModelAndView stored(String name, AlertSubscriptionForm form, boolean enabled, Map<String, Object> shown) {
        FormErrors unreadable = form.unreadable();
        if (unreadable != null) {
            return Submission.again(FORM, shown, unreadable);
        }
        String tag = AlertSubscriptionForm.text(form.tag());
        return Submission.of(FORM, shown, "The subscription is saved.", () -> {
            subscriptions.put(name, tag.isEmpty() ? null : tag, form.body(enabled));
            return LIST + "/" + name;
        });
    }

    /// Returns the channels of the teams in which the user may write.
    private List<Channel> channels() {
        return Listing.read(subscriptions::channels).stream()
                .filter(channel -> Callers.current().may(Permission.MONITOR_WRITE, channel.team()))
                .toList();
    }

    private static @Nullable String team(List<Channel> channels, @Nullable String name) {
        return channels.stream()
                .filter(channel -> channel.name().equals(AlertSubscriptionForm.text(name)))
                .map(Channel::team)
                .findFirst()
                .orElse(null);
    }

    /// @param stored the subscription that is changed; null for a new one
    private static Map<String, Object> shown(
            @Nullable Subscription stored, AlertSubscriptionForm form, List<Channel> channels) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("name", stored == null ? null : stored.name());
        shown.put("form", form);
        shown.put(
                "channels",
                channels.stream()
                        .filter(channel -> stored == null || stored.team().equals(channel.team()))
                        .map(Channel::name)
                        .toList());
        shown.put("sources", AlertSubscriptionForm.SOURCES);
        shown.put("severities", AlertSubscriptionForm.SEVERITIES);
        shown.put("groupings", AlertSubscriptionForm.GROUPINGS);
        shown.put(
                "isPlatform",
                channels.stream().anyMatch(channel -> channel.team().equals("*")));
        return shown;
    }
}
