package io.plumbline.console.guard;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.api.Parts;
import io.plumbline.console.guard.GuardClient.Found;
import io.plumbline.console.guard.GuardClient.Given;
import io.plumbline.console.guard.GuardClient.Result;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Submission;
import io.plumbline.console.policy.PolicyClient;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Shows what up to three guard policies do to a text or a conversation. Nothing is sent to a model, and nothing is
/// stored.
@Controller
@RequestMapping("/guards/try")
class TryPages {

    private static final String PAGE = "console/guard/try";
    private static final List<String> STAGES = List.of("input", "retrieval", "tool", "output");
    private static final int MOST_POLICIES = 3;
    private static final int ALL = 500;
    private static final JsonMapper JSON = new JsonMapper();

    private final GuardClient.Inspection gateway;
    private final PolicyClient policies;

    TryPages(GuardClient.Inspection gateway, PolicyClient policies) {
        this.gateway = gateway;
        this.policies = policies;
    }

    /// What a policy does.
    ///
    /// @param texts the given texts, their findings marked
    record Outcome(String policy, String decision, List<Text> texts, List<Found> findings, double ms) {}

    /// A text before and after.
    ///
    /// @param param its place in the messages; null for a text alone
    /// @param after null if it is unchanged
    record Text(
            @Nullable String param,
            List<Marked.Piece> pieces,
            @Nullable String after) {}

    @GetMapping
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    String form(
            Model model,
            @RequestParam(name = "policy", required = false) @Nullable List<String> chosen,
            @RequestParam(defaultValue = "input") String stage) {
        model.addAllAttributes(shown(stage, chosen == null ? List.of("standard") : chosen, ""));
        return PAGE;
    }

    @PostMapping
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    ModelAndView inspect(
            @RequestParam(defaultValue = "input") String stage,
            @RequestParam(name = "policy", required = false) @Nullable List<String> chosen,
            @RequestParam(defaultValue = "") String text) {
        List<String> names = chosen == null
                ? List.of()
                : chosen.stream().filter(name -> !name.isBlank()).distinct().toList();
        Map<String, Object> model = shown(stage, names, text);
        if (text.isBlank()) {
            return Submission.again(PAGE, model, FormErrors.at("text", "is required"));
        }
        if (names.isEmpty() || names.size() > MOST_POLICIES) {
            return Submission.again(PAGE, model, FormErrors.at("policy", "must be one to three policies"));
        }
        String unix = text.replace("\r\n", "\n");
        JsonNode messages = messages(unix);
        try {
            List<Outcome> outcomes = new ArrayList<>();
            for (String name : names) {
                Result result = gateway.inspect(new Given(stage, messages == null ? unix : null, messages, name, true));
                outcomes.add(outcome(name, unix, messages, result));
            }
            model.put("outcomes", outcomes);
            return new ModelAndView(PAGE, model);
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(PAGE, model, FormErrors.of(problem));
        }
    }

    private Map<String, Object> shown(String stage, List<String> chosen, String text) {
        Page<PolicyClient.Policy> found =
                Parts.now(() -> policies.list(ALL, null)).value();
        Map<String, Object> model = new HashMap<>();
        model.put("stage", stage);
        model.put("stages", STAGES);
        model.put("text", text);
        model.put("chosen", chosen);
        model.put(
                "policies",
                found == null
                        ? List.of("standard")
                        : found.items().stream().map(PolicyClient.Policy::name).toList());
        return model;
    }

    /// Returns the messages of a conversation; null for a text.
    private static @Nullable JsonNode messages(String text) {
        if (!text.stripLeading().startsWith("[") && !text.stripLeading().startsWith("{")) {
            return null;
        }
        try {
            JsonNode read = JSON.readTree(text);
            JsonNode messages = read.isObject() ? read.path("messages") : read;
            return messages.isArray() && !messages.isEmpty() && messages.get(0).isObject() ? messages : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static Outcome outcome(String name, String given, @Nullable JsonNode messages, Result result) {
        List<Text> texts = new ArrayList<>();
        if (messages == null) {
            texts.add(text(null, given, result.text(), result.findings()));
        } else {
            for (int i = 0; i < messages.size(); i++) {
                String param = "messages[" + i + "].content";
                JsonNode before = messages.get(i).path("content");
                JsonNode after = result.messages() == null
                        ? before
                        : result.messages().path(i).path("content");
                List<Found> here = result.findings().stream()
                        .filter(found -> param.equals(found.param()))
                        .toList();
                if (before.isString()) {
                    texts.add(text(param, before.asString(), after.asString(""), here));
                }
            }
        }
        return new Outcome(name, result.decision(), texts, result.findings(), result.tookMicros() / 1000.0);
    }

    private static Text text(@Nullable String param, String before, @Nullable String after, List<Found> findings) {
        return new Text(param, Marked.of(before, findings), Objects.equals(before, after) ? null : after);
    }
}
