package io.plumbline.console.trainingplan;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.json.JsonLines;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.trainingplan.TrainingPlanClient.Plan;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;

/// The list of training plans, and the form that creates or changes one.
@Controller
@ConsolePage(
        section = Section.MODELS,
        label = "Training plans",
        path = "/training-plans",
        permission = Permission.MODEL_READ,
        order = 16,
        docs = "guides/learn-from-feedback.md")
class TrainingPlanPages {

    private static final String FORM = "console/trainingplan/form";
    private static final String SOURCE = "source";
    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";
    private static final List<String> OF_RESPONSES =
            List.of("name", "team", "hasSecret", "author", "check", "newestRun", "createdAt", "updatedAt");
    private static final String EXAMPLE = """
            {
              "model" : "",
              "dataset" : "",
              "training" : {
                "base" : "",
                "method" : "DPO",
                "executor" : {
                  "kind" : "OPENAI",
                  "openAi" : {
                    "url" : "https://api.openai.com/v1"
                  }
                },
                "budget" : {
                  "maxUsd" : 20,
                  "usdPerMillionTokens" : 25
                }
              },
              "suites" : [ ],
              "minNewRecords" : 100,
              "maxRunsPerMonth" : 4,
              "requestPromotion" : true,
              "enabled" : false
            }""";

    private final TrainingPlanClient plans;

    TrainingPlanPages(TrainingPlanClient plans) {
        this.plans = plans;
    }

    @GetMapping("/training-plans")
    @RequiresPermission(Permission.MODEL_READ)
    String list(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String sort) {
        Column<Plan> columns = Column.<Plan>sorted(sort, "name", "/training-plans")
                .by("name", Comparator.comparing(Plan::name))
                .by("team", Comparator.comparing(Plan::team))
                .by("model", Comparator.comparing(Plan::model))
                .by("dataset", Comparator.comparing(Plan::dataset))
                .by("state", Comparator.comparing(Plan::state));
        Listing<Plan> all = Listing.read(plans::list);
        all.show(all.stream().filter(plan -> scope.includes(plan.team())).toList(), columns, model);
        model.addAttribute(
                "mayWrite", !Callers.current().teamsWith(Permission.MODEL_WRITE).isEmpty());
        return "console/trainingplan/list";
    }

    @GetMapping("/training-plans/new")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView create() {
        return new ModelAndView(FORM, shown(null, "", EXAMPLE, ""));
    }

    @PostMapping("/training-plans/new")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView create(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String secret) {
        Map<String, Object> shown = shown(null, name, source, "");
        return name.strip().matches(NAME)
                ? store(name.strip(), null, source, secret, shown)
                : Submission.again(FORM, shown, FormErrors.at("name", "must be lowercase letters, digits, . _ or -"));
    }

    @GetMapping("/training-plans/{name}/edit")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView edit(@PathVariable String name) {
        ResponseEntity<Map<String, Object>> stored = plans.document(name);
        Map<String, Object> body = Objects.requireNonNull(stored.getBody());
        body.keySet().removeAll(OF_RESPONSES);
        String etag = Objects.requireNonNullElse(stored.getHeaders().getETag(), "");
        return new ModelAndView(FORM, shown(name, name, JsonLines.write(body), etag));
    }

    @PostMapping("/training-plans/{name}/edit")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelAndView edit(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String secret,
            @RequestParam(defaultValue = "") String etag) {
        return store(name, etag.isEmpty() ? null : etag, source, secret, shown(name, name, source, etag));
    }

    private ModelAndView store(
            String name, @Nullable String etag, String source, String secret, Map<String, Object> shown) {
        try {
            Map<String, Object> body = new HashMap<>(JsonLines.read(source));
            if (!secret.isBlank()) {
                body.put("secret", secret.strip());
            }
            plans.put(name, etag, body);
        } catch (JacksonException e) {
            return Submission.again(FORM, shown, FormErrors.at(SOURCE, JsonLines.fault(e)));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(FORM, shown, FormErrors.of(problem)).addObject("faults", problem.errors());
        }
        return Submission.redirect(
                "/training-plans/" + name, new Submission.Flash("good", "The plan is stored.", null, null));
    }

    private static Map<String, Object> shown(@Nullable String stored, String name, String source, String etag) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("stored", stored);
        shown.put("name", name);
        shown.put(SOURCE, source);
        shown.put("etag", etag);
        return shown;
    }
}
