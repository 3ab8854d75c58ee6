package io.plumbline.console.alert.silence;

import io.plumbline.console.alert.silence.AlertSilenceClient.Silence;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Silences: the list, the form that creates one, and their end.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Silences",
        path = "/alert-silences",
        permission = Permission.MONITOR_READ,
        order = 59,
        docs = "guides/alerts.md")
@RequestMapping("/alert-silences")
class AlertSilencePages {

    private static final String FORM = "console/alert/silence/form";
    private static final String LIST = "/alert-silences";
    private static final int PAGE = 50;
    private static final int USUAL_HOURS = 2;

    private final AlertSilenceClient silences;
    private final ActorNames names;
    private final Clock clock;

    AlertSilencePages(AlertSilenceClient silences, ActorNames names, Clock clock) {
        this.silences = silences;
        this.names = names;
        this.clock = clock;
    }

    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    String list(
            @RequestParam(defaultValue = "false") boolean ended,
            @RequestParam(required = false) @Nullable String cursor,
            @ModelAttribute("scope") Scope scope,
            Model model) {
        MultiValueMap<String, String> filters = new LinkedMultiValueMap<>();
        filters.set("ended", Boolean.toString(ended));
        filters.set("limit", Integer.toString(PAGE));
        if (scope.team() != null) {
            filters.set("team", scope.team());
        }
        if (cursor != null) {
            filters.set("cursor", cursor);
        }
        Page<Silence> page = silences.list(filters);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, LIST + "?ended=" + ended, cursor));
        model.addAttribute("ended", ended);
        model.addAttribute(
                "authors", names.of(page.items().stream().map(Silence::author).toList()));
        model.addAttribute(
                "mayWrite",
                !Callers.current().teamsWith(Permission.MONITOR_WRITE).isEmpty());
        return "console/alert/silence/list";
    }

    @GetMapping("/new")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String form(
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String name,
            @ModelAttribute("scope") Scope scope,
            Model model) {
        String end = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .plusHours(USUAL_HOURS)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
        model.addAllAttributes(shown(new AlertSilenceForm(
                team == null ? scope.team() : team,
                source == null ? AlertSilenceForm.ANY : source,
                AlertSilenceForm.ANY,
                name,
                "",
                "",
                end,
                "")));
        return FORM;
    }

    @PostMapping("/new")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView create(AlertSilenceForm form) {
        Map<String, Object> shown = shown(form);
        FormErrors unreadable = form.unreadable();
        if (unreadable != null) {
            return Submission.again(FORM, shown, unreadable);
        }
        return Submission.of(FORM, shown, "The silence is created.", () -> {
            silences.create(form.body());
            return LIST;
        });
    }

    @PostMapping("/{id}/end")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView end(@PathVariable UUID id) {
        return Submission.action(LIST, "The silence has ended.", () -> silences.end(id));
    }

    private static Map<String, Object> shown(AlertSilenceForm form) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("form", form);
        shown.put("sources", AlertSilenceForm.SOURCES);
        shown.put("severities", AlertSilenceForm.SEVERITIES);
        return shown;
    }
}
