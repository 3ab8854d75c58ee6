package io.plumbline.console.policy;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.api.Parts;
import io.plumbline.console.json.JsonLines;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Submission;
import io.plumbline.console.policy.PolicyClient.Policy;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import tools.jackson.core.JacksonException;

/// Editing a guard policy: by a form or as source, then a page with the changes, a dry run, and saving. A looser
/// policy needs an approval; the draft waits in the session.
@Controller
@RequestMapping("/policies")
class PolicyEditPages {

    private static final String NEW = "console/policy/new";
    private static final String EDIT = "console/policy/edit";
    private static final String SOURCE = "console/policy/edit-source";
    private static final String REVIEW = "console/policy/review";
    private static final String TEAM = "team";
    private static final String SOURCE_FIELD = "source";
    private static final int MOST = 500;

    private final PolicyClient policies;
    private final PolicyDrafts drafts;
    private final Clock clock;

    PolicyEditPages(PolicyClient policies, PolicyDrafts drafts, Clock clock) {
        this.policies = policies;
        this.drafts = drafts;
        this.clock = clock;
    }

    @GetMapping("/new")
    @RequiresPermission(Permission.POLICY_WRITE)
    String form(Model model) {
        model.addAllAttributes(fresh("", "", "standard"));
        return NEW;
    }

    /// Makes a draft that starts as a copy of another policy.
    @PostMapping("/new")
    @RequiresPermission(Permission.POLICY_WRITE)
    ModelAndView start(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String team,
            @RequestParam(defaultValue = "standard") String from,
            HttpSession session) {
        String wanted = name.strip();
        FormErrors problem = NewName.problem(wanted, "policy", () -> policies.get(wanted));
        if (problem != null) {
            return Submission.again(NEW, fresh(name, team, from), problem);
        }
        Map<String, Object> draft = new LinkedHashMap<>(newest(from));
        if (!team.isBlank()) {
            draft.put(TEAM, team);
        }
        drafts.keep(session, wanted, JsonLines.write(draft));
        return new ModelAndView("redirect:/policies/" + wanted + "/edit");
    }

    @GetMapping("/{name}/edit")
    @RequiresPermission(Permission.POLICY_WRITE)
    ModelAndView edit(@PathVariable String name, HttpSession session) {
        return new ModelAndView(EDIT, form(name, JsonLines.read(draft(name, session))));
    }

    /// Takes the form, and shows the changes.
    @PostMapping("/{name}/edit")
    @RequiresPermission(Permission.POLICY_WRITE)
    ModelAndView apply(@PathVariable String name, @RequestParam Map<String, String> fields, HttpSession session) {
        Map<String, Object> changed = PolicyForm.apply(JsonLines.read(draft(name, session)), fields);
        try {
            policies.preview(name, changed);
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(EDIT, form(name, changed), FormErrors.of(problem));
        }
        drafts.keep(session, name, JsonLines.write(changed));
        return new ModelAndView("redirect:/policies/" + name + "/review");
    }

    @GetMapping("/{name}/edit/source")
    @RequiresPermission(Permission.POLICY_WRITE)
    ModelAndView source(@PathVariable String name, HttpSession session) {
        return new ModelAndView(SOURCE, Map.of("name", name, SOURCE_FIELD, draft(name, session)));
    }

    /// Takes the source, and shows the changes.
    @PostMapping("/{name}/edit/source")
    @RequiresPermission(Permission.POLICY_WRITE)
    ModelAndView applySource(
            @PathVariable String name, @RequestParam(defaultValue = "") String source, HttpSession session) {
        Map<String, Object> model = Map.of("name", name, SOURCE_FIELD, source);
        try {
            policies.preview(name, JsonLines.read(source));
        } catch (JacksonException e) {
            return Submission.again(SOURCE, model, FormErrors.at(SOURCE_FIELD, JsonLines.fault(e)));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(SOURCE, model, FormErrors.of(problem)).addObject("faults", faults(source, problem));
        }
        drafts.keep(session, name, source);
        return new ModelAndView("redirect:/policies/" + name + "/review");
    }

    @GetMapping("/{name}/review")
    @RequiresPermission(Permission.POLICY_WRITE)
    ModelAndView review(@PathVariable String name, HttpSession session) {
        return new ModelAndView(REVIEW, changes(name, session));
    }

    /// Applies the draft to recorded calls. Changes nothing.
    @PostMapping("/{name}/dry-run")
    @RequiresPermission(Permission.POLICY_WRITE)
    ModelAndView dryRun(
            @PathVariable String name,
            @RequestParam(defaultValue = "false") boolean allCalls,
            @ModelAttribute("scope") Scope scope,
            HttpSession session) {
        Map<String, Object> model = changes(name, session);
        Map<String, Object> draft = JsonLines.read(draft(name, session));
        Instant now = clock.instant();
        try {
            model.put(
                    "run",
                    policies.dryRun(
                            name,
                            new PolicyClient.Trial(
                                    draft, now.minus(scope.range().length()), now, allCalls)));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(REVIEW, model, FormErrors.of(problem));
        }
        return new ModelAndView(REVIEW, model);
    }

    @PostMapping("/{name}/save")
    @RequiresPermission(Permission.POLICY_WRITE)
    ModelAndView save(@PathVariable String name, HttpSession session) {
        Map<String, Object> model = changes(name, session);
        return Submission.of(REVIEW, model, "The policy is in force.", () -> {
            policies.put(name, JsonLines.read(draft(name, session)));
            drafts.discard(session, name);
            return "/policies/" + name;
        });
    }

    @PostMapping("/{name}/discard")
    @RequiresPermission(Permission.POLICY_WRITE)
    ModelAndView discard(@PathVariable String name, HttpSession session) {
        drafts.discard(session, name);
        return Submission.redirect(
                Parts.now(() -> policies.get(name)).isPresent() ? "/policies/" + name : "/policies",
                new Submission.Flash("good", "The draft is discarded.", null, null));
    }

    /// A fault of the source.
    ///
    /// @param line null if it has no place
    record Fault(@Nullable Integer line, String pointer, String message) {}

    private static List<Fault> faults(String source, ApiProblem problem) {
        return problem.errors().stream()
                .map(error -> new Fault(JsonLines.lineOf(source, error.pointer()), error.pointer(), error.message()))
                .toList();
    }

    private Map<String, Object> fresh(String name, String team, String from) {
        return Map.of(
                "name",
                name,
                TEAM,
                team,
                "from",
                from,
                "policies",
                policies.list(MOST, null).items().stream().map(Policy::name).toList());
    }

    private static Map<String, Object> form(String name, Map<String, Object> document) {
        return Map.of(
                "name",
                name,
                "document",
                document,
                "rows",
                PolicyForm.rows(document),
                "stages",
                PolicyForm.STAGES,
                "actions",
                PolicyForm.ACTIONS);
    }

    private Map<String, Object> changes(String name, HttpSession session) {
        Map<String, Object> model = new HashMap<>();
        model.put("name", name);
        model.put("diff", policies.preview(name, JsonLines.read(draft(name, session))));
        return model;
    }

    /// Returns the draft of the session; without one, the policy in force.
    private String draft(String name, HttpSession session) {
        return drafts.of(session, name).orElseGet(() -> {
            Map<String, Object> document = new LinkedHashMap<>(newest(name));
            String team = policies.get(name).team();
            if (team != null) {
                document.put(TEAM, team);
            }
            return JsonLines.write(document);
        });
    }

    private Map<String, Object> newest(String name) {
        return policies.versions(name, 1, null).items().getFirst().document();
    }
}
