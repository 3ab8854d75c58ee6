package io.plumbline.console.remedy;

import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Submission;
import io.plumbline.console.remedy.RemedyClient.Effect;
import io.plumbline.console.remedy.RemedyClient.Run;
import io.plumbline.console.remedy.RemedyClient.Undo;
import io.plumbline.console.remedy.RemedyClient.UndoBody;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/// The page of a run: its alert, the route before and after, and its end; undoes it.
@Controller
@RequestMapping("/remedies/runs/{id}")
class RemedyRunPage {

    private final RemedyClient remedies;
    private final ActorNames names;

    RemedyRunPage(RemedyClient remedies, ActorNames names) {
        this.remedies = remedies;
        this.names = names;
    }

    /// A part of the route, before and with the action.
    record Difference(String part, String before, String after) {}

    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    String show(@PathVariable UUID id, Model model) {
        Run run = remedies.run(id);
        Undo undo = run.undo();
        String by = undo == null ? null : undo.by();
        model.addAttribute("run", run);
        model.addAttribute("differences", differences(run.effect()));
        model.addAttribute("undoneBy", by == null ? null : names.of(List.of(by)).getOrDefault(by, by));
        model.addAttribute(
                "mayUndo",
                (run.state().equals("APPLIED") || run.state().equals("FAILED"))
                        && Callers.current().may(Permission.MONITOR_WRITE, run.team()));
        return "console/remedy/run";
    }

    private static List<Difference> differences(@Nullable Effect effect) {
        return effect == null
                ? List.of()
                : effect.after().entrySet().stream()
                        .map(each -> new Difference(
                                each.getKey(), words(effect.before().get(each.getKey())), words(each.getValue())))
                        .toList();
    }

    private static String words(@Nullable Object value) {
        return switch (value) {
            case null -> "none";
            case Boolean flag -> flag ? "yes" : "no";
            case List<?> list ->
                String.join(", ", list.stream().map(Objects::toString).toList());
            case Map<?, ?> map ->
                String.join(
                        ", ",
                        map.entrySet().stream()
                                .map(each -> each.getKey() + ": " + each.getValue())
                                .toList());
            default -> value.toString();
        };
    }

    @GetMapping("/undo")
    @RequiresPermission(Permission.MONITOR_WRITE)
    String confirmUndo(
            @PathVariable UUID id, @RequestParam(defaultValue = "false") boolean acceptChanges, Model model) {
        Run run = remedies.run(id);
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Undo the action on " + run.alert().route() + "?",
                        acceptChanges
                                ? "The route uses its document again, even if the document was changed since."
                                : "The route works as before again. This is refused if the route was changed since.",
                        "/remedies/runs/" + id + "/undo",
                        "Undo",
                        true,
                        "/remedies/runs/" + id,
                        Map.of("acceptChanges", Boolean.toString(acceptChanges)),
                        true));
        return Confirmation.VIEW;
    }

    @PostMapping("/undo")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ModelAndView undo(
            @PathVariable UUID id,
            @RequestParam String reason,
            @RequestParam(defaultValue = "false") boolean acceptChanges) {
        return Submission.action(
                "/remedies/runs/" + id,
                "The action is undone.",
                () -> remedies.undo(id, new UndoBody(reason, acceptChanges)));
    }
}
