package io.plumbline.console.call;

import io.plumbline.console.api.Parts;
import io.plumbline.console.call.CallClient.Content;
import io.plumbline.console.call.CallClient.Detail;
import io.plumbline.console.call.CallClient.ListedCall;
import io.plumbline.console.dataset.DatasetClient;
import io.plumbline.console.dataset.RecordDraft;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.HashMap;
import java.util.List;
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

/// The page of a call. Its content is shown once, for a stated purpose, on the answer to the form that asks for it.
@Controller
@RequestMapping("/calls/{id}")
class CallPage {

    private static final int MOST_DATASETS = 500;
    private static final String PAGE = "console/call/show";

    private final CallClient calls;
    private final DatasetClient datasets;
    private final RecordDraft draft;
    private final ActorNames names;

    CallPage(CallClient calls, DatasetClient datasets, RecordDraft draft, ActorNames names) {
        this.calls = calls;
        this.datasets = datasets;
        this.draft = draft;
        this.names = names;
    }

    /// The answers of the form for feedback.
    enum Thumbs {
        UP,
        DOWN
    }

    @GetMapping
    @RequiresPermission(Permission.CALL_READ)
    String show(@PathVariable UUID id, Model model) {
        model.addAllAttributes(page(id));
        return PAGE;
    }

    @PostMapping("/content")
    @RequiresPermission(Permission.CALL_CONTENT_READ)
    ModelAndView content(@PathVariable UUID id, @RequestParam(defaultValue = "") String purpose) {
        Map<String, Object> model = page(id);
        model.put("purpose", purpose);
        if (purpose.isBlank()) {
            return Submission.again(PAGE, model, FormErrors.at("purpose", "is required. The audit log records it."));
        }
        Content content = calls.content(id, purpose.strip());
        model.put("stored", content);
        model.put("conversation", CallConversation.of(content.content()));
        return new ModelAndView(PAGE, model);
    }

    @PostMapping("/feedback")
    @RequiresPermission(Permission.FEEDBACK_WRITE)
    ModelAndView rate(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Thumbs thumbs,
            @RequestParam(required = false) @Nullable String comment,
            @RequestParam(required = false) @Nullable String correction,
            @RequestParam(defaultValue = "false") boolean trainingConsent) {
        Map<String, Object> model = page(id);
        model.put("comment", orNull(comment) == null ? "" : comment);
        model.put("correction", orNull(correction) == null ? "" : correction);
        if (thumbs == null && orNull(comment) == null && orNull(correction) == null) {
            return Submission.again(PAGE, model, FormErrors.at("thumbs", "is required, or a comment or a correction"));
        }
        return Submission.of(PAGE, model, "Feedback recorded.", () -> {
            calls.rate(new CallClient.Rating(
                    id, thumbs == null ? null : thumbs.name(), orNull(comment), orNull(correction), trainingConsent));
            return "/calls/" + id;
        });
    }

    /// Opens the form of a new record with the call's content. It is checked there before it is added.
    @PostMapping("/record")
    @RequiresPermission(Permission.CALL_CONTENT_READ)
    ModelAndView record(@PathVariable UUID id, @RequestParam String dataset) {
        Detail detail = calls.get(id);
        Content content = calls.content(id, "Add the call to the dataset " + dataset);
        if (content.content() == null) {
            return Submission.redirect(
                    "/calls/" + id, new Submission.Flash("bad", "No record was added.", content.absence(), null));
        }
        CallConversation said = CallConversation.of(content.content());
        String corrected = detail.feedback().stream()
                .map(CallClient.Feedback::correction)
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElse(null);
        return draft.open(dataset, said.question(), corrected == null ? said.answer() : corrected);
    }

    private Map<String, Object> page(UUID id) {
        Detail detail = calls.get(id);
        ListedCall call = detail.call();
        Caller caller = Callers.current();
        boolean mayRead = caller.may(Permission.CALL_CONTENT_READ, call.team());
        Map<String, Object> model = new HashMap<>();
        model.put("detail", detail);
        model.put("call", call);
        model.put("bars", CallTimes.of(detail));
        model.put("steps", CallTimes.rows(detail));
        model.put("names", names.of(List.of(call.caller().id())));
        model.put("purpose", "");
        model.put("comment", "");
        model.put("correction", "");
        model.put("mayRead", mayRead);
        model.put("mayRate", !call.caller().isUnguarded() && caller.may(Permission.FEEDBACK_WRITE, call.team()));
        model.put("mayAudit", !caller.teamsWith(Permission.AUDIT_READ).isEmpty());
        model.put("datasets", mayRead && call.content() ? datasets(caller, call.team()) : List.of());
        return model;
    }

    private List<String> datasets(Caller caller, String team) {
        if (!caller.may(Permission.DATASET_WRITE, team)) {
            return List.of();
        }
        var found = Parts.now(() -> datasets.list(MOST_DATASETS, null)).value();
        return found == null
                ? List.of()
                : found.items().stream()
                        .filter(dataset -> dataset.team().equals(team) && dataset.newestVersion() > 0)
                        .map(DatasetClient.Dataset::name)
                        .toList();
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
