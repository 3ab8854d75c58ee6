package io.plumbline.console.annotation;

import io.plumbline.console.annotation.AnnotationClient.Draft;
import io.plumbline.console.annotation.AnnotationClient.Item;
import io.plumbline.console.annotation.AnnotationClient.Label;
import io.plumbline.console.annotation.AnnotationClient.Skip;
import io.plumbline.console.annotation.AnnotationClient.Task;
import io.plumbline.console.annotation.AnnotationClient.Work;
import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.ModelAndView;

/// The pages of annotators: their tasks, and one item at a time. They have neither the sidebar nor a search, since
/// annotators see nothing else.
@Controller
class AnnotationPages {

    private static final List<String> REASONS = List.of("UNCLEAR", "NOT_QUALIFIED", "OFFENSIVE", "BROKEN", "OTHER");

    private final AnnotationClient tasks;
    private final GuidelinesText guidelines = new GuidelinesText();

    AnnotationPages(AnnotationClient tasks) {
        this.tasks = tasks;
    }

    @GetMapping("/annotate")
    @RequiresPermission(Permission.PANEL_ANNOTATE)
    String list(Model model) {
        List<Task> mine = tasks.list().items();
        if (mine.size() == 1) {
            return "redirect:/annotate/" + mine.getFirst().task();
        }
        model.addAttribute("tasks", mine);
        return "console/annotation/list";
    }

    @GetMapping("/annotate/{task}")
    @RequiresPermission(Permission.PANEL_ANNOTATE)
    String next(@PathVariable UUID task, Model model) {
        Work work = tasks.next(task.toString());
        Item item = work.item();
        model.addAttribute("work", work);
        model.addAttribute("item", item);
        model.addAttribute("rows", item == null ? List.of() : LabelForm.rows(work, item));
        model.addAttribute(
                "letters",
                item == null
                        ? List.of()
                        : IntStream.range(0, item.content().answers().size())
                                .mapToObj(LabelForm::letter)
                                .toList());
        model.addAttribute("guidelines", guidelines.html(work.guidelines()));
        model.addAttribute("reasons", REASONS);
        return "console/annotation/item";
    }

    @PostMapping("/annotate/{task}/items/{id}")
    @RequiresPermission(Permission.PANEL_ANNOTATE)
    ModelAndView label(
            @PathVariable UUID task,
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            @RequestParam(required = false) @Nullable String comment) {
        return Submission.action(
                "/annotate/" + task,
                "The label is stored.",
                () -> tasks.label(
                        task.toString(), id.toString(), new Label(LabelForm.scores(fields), orNull(comment))));
    }

    @PostMapping("/annotate/{task}/items/{id}/skip")
    @RequiresPermission(Permission.PANEL_ANNOTATE)
    ModelAndView skip(
            @PathVariable UUID task,
            @PathVariable UUID id,
            @RequestParam String reason,
            @RequestParam(required = false) @Nullable String comment) {
        return Submission.action(
                "/annotate/" + task,
                "The item is skipped.",
                () -> tasks.skip(
                        task.toString(),
                        id.toString(),
                        new Skip(REASONS.contains(reason) ? reason : REASONS.getLast(), orNull(comment))));
    }

    /// Keeps the choices so far. Called by the page's script.
    @PostMapping("/annotate/{task}/items/{id}/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.PANEL_ANNOTATE)
    void draft(@PathVariable UUID task, @PathVariable UUID id, @RequestParam Map<String, String> fields) {
        try {
            tasks.draft(task.toString(), id.toString(), new Draft(LabelForm.scores(fields)));
        } catch (ApiProblem decided) {
            if (!decided.isAboutTheRequest()) {
                throw decided;
            }
        }
    }

    @PostMapping("/annotate/{task}/undo")
    @RequiresPermission(Permission.PANEL_ANNOTATE)
    ModelAndView undo(@PathVariable UUID task) {
        return Submission.action(
                "/annotate/" + task, "The last item is open again.", () -> tasks.undo(task.toString()));
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
