package io.plumbline.eval.panel.annotation;

import io.plumbline.eval.panel.annotation.AnnotationView.DraftRequest;
import io.plumbline.eval.panel.annotation.AnnotationView.LabelRequest;
import io.plumbline.eval.panel.annotation.AnnotationView.SkipRequest;
import io.plumbline.eval.panel.annotation.AnnotationView.Task;
import io.plumbline.eval.panel.annotation.AnnotationView.Work;
import io.plumbline.eval.panel.document.Scores;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/annotation-tasks")
class AnnotationController {

    private final AnnotationTasks tasks;

    AnnotationController(AnnotationTasks tasks) {
        this.tasks = tasks;
    }

    /// The caller's places in open panels, the newest first.
    @GetMapping
    @RequiresPermission(Permission.PANEL_ANNOTATE)
    Page<Task> list() {
        return new Page<>(tasks.mine(), null);
    }

    /// The next item, with its guidelines and criteria.
    @GetMapping("/{task}/next")
    @RequiresPermission(Permission.PANEL_ANNOTATE)
    Work next(@PathVariable UUID task) {
        return tasks.next(task);
    }

    /// Keeps an unfinished label.
    @PutMapping("/{task}/items/{id}/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.PANEL_ANNOTATE)
    void draft(@PathVariable UUID task, @PathVariable UUID id, @Valid @RequestBody DraftRequest request) {
        tasks.draft(task, id, new Scores(request.scores()));
    }

    /// Stores a label and returns the next item. The same label again changes nothing.
    @PostMapping("/{task}/items/{id}/label")
    @RequiresPermission(Permission.PANEL_ANNOTATE)
    Work label(@PathVariable UUID task, @PathVariable UUID id, @Valid @RequestBody LabelRequest request) {
        return tasks.label(task, id, new Scores(request.scores()), request.comment());
    }

    /// Skips an item and returns the next one.
    @PostMapping("/{task}/items/{id}/skip")
    @RequiresPermission(Permission.PANEL_ANNOTATE)
    Work skip(@PathVariable UUID task, @PathVariable UUID id, @Valid @RequestBody SkipRequest request) {
        return tasks.skip(task, id, request.reason(), request.comment());
    }

    /// Opens the last decision again and returns its item.
    @PostMapping("/{task}/undo")
    @RequiresPermission(Permission.PANEL_ANNOTATE)
    Work undo(@PathVariable UUID task) {
        return tasks.undo(task);
    }
}
