package io.plumbline.console.annotation;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/// The signed-in annotator's work.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1/annotation-tasks")
interface AnnotationClient {

    @GetExchange
    Page<Task> list();

    @GetExchange("/{task}/next")
    Work next(@PathVariable String task);

    @PutExchange("/{task}/items/{id}/draft")
    void draft(@PathVariable String task, @PathVariable String id, @RequestBody Draft draft);

    @PostExchange("/{task}/items/{id}/label")
    Work label(@PathVariable String task, @PathVariable String id, @RequestBody Label label);

    @PostExchange("/{task}/items/{id}/skip")
    Work skip(@PathVariable String task, @PathVariable String id, @RequestBody Skip skip);

    @PostExchange("/{task}/undo")
    Work undo(@PathVariable String task);

    /// A place in a panel.
    record Task(
            String task,
            String title,
            String type,
            int total,
            int done,
            @Nullable Instant deadline) {}

    /// What to label now.
    record Work(
            Task task,
            @Nullable String guidelines,
            Scale scale,
            List<Criterion> criteria,
            @Nullable Item item) {}

    record Scale(int min, int max) {}

    record Criterion(String name, String description, Map<String, String> anchors) {}

    record Item(String id, Content content, @Nullable Scores draft) {}

    record Content(
            String input,
            @Nullable String context,
            @Nullable List<String> references,
            List<String> answers) {}

    record Scores(Map<String, List<Integer>> byCriterion) {}

    record Draft(Map<String, List<Integer>> scores) {}

    record Label(
            Map<String, List<Integer>> scores, @Nullable String comment) {}

    record Skip(String reason, @Nullable String comment) {}
}
