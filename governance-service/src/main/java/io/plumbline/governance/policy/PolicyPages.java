package io.plumbline.governance.policy;

import io.plumbline.governance.key.ActorNames;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The pages of guard policies: current and previous content, and dry runs of drafts. Drafts are only tried here;
/// `PUT` puts them in force.
@Controller
@RequestMapping("/policies")
class PolicyPages {

    private static final int LONGEST_DRAFT = 200_000;
    private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};

    private final Policies policies;
    private final DryRuns dryRuns;
    private final ActorNames names;
    private final JsonMapper pretty;

    PolicyPages(Policies policies, DryRuns dryRuns, ActorNames names, JsonMapper json) {
        this.policies = policies;
        this.dryRuns = dryRuns;
        this.names = names;
        this.pretty = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
    }

    @GetMapping
    @RequiresPermission(Permission.POLICY_READ)
    String list(@Valid Paging paging, Model model) {
        Page<PolicyResponses.PolicyView> page = policies.list(paging);
        Set<String> actors = new HashSet<>();
        page.items().forEach(policy -> actors.add(policy.changedBy()));
        model.addAttribute("page", page);
        model.addAttribute("names", names.of(actors));
        return "governance/policies";
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.POLICY_READ)
    String show(@PathVariable @Size(max = 63) String name, Model model) {
        return policy(name, pretty.writeValueAsString(policies.document(name)), model);
    }

    @GetMapping("/{name}/diff")
    @RequiresPermission(Permission.POLICY_READ)
    String diff(
            @PathVariable @Size(max = 63) String name,
            @RequestParam @Min(1) int from,
            @RequestParam @Min(1) int to,
            Model model) {
        model.addAttribute("name", name);
        model.addAttribute("diff", policies.diff(name, from, to));
        return "governance/policy-diff";
    }

    @PostMapping("/{name}/dry-run")
    @RequiresPermission(Permission.POLICY_WRITE)
    String dryRun(
            @PathVariable @Size(max = 63) String name,
            @RequestParam @Size(max = LONGEST_DRAFT) String draft,
            @RequestParam(defaultValue = "false") boolean allCalls,
            Model model) {
        try {
            Map<String, Object> document = pretty.readValue(draft, DOCUMENT);
            model.addAttribute("run", dryRuns.sinceYesterday(name, Policies.checked(document), allCalls));
        } catch (JacksonException e) {
            model.addAttribute("wrong", List.of("This is not a JSON object."));
        } catch (ProblemException e) {
            model.addAttribute(
                    "wrong",
                    e.errors().stream()
                            .map(error -> error.pointer() + " " + error.message())
                            .toList());
        }
        return policy(name, draft, model);
    }

    private String policy(String name, String draft, Model model) {
        PolicyResponses.PolicyView policy = policies.get(name);
        Page<PolicyResponses.PolicyVersionView> versions = policies.versions(name, new Paging(null, null));
        Set<String> actors = new HashSet<>();
        versions.items().forEach(version -> actors.add(version.createdBy()));
        Caller caller = Callers.current();
        model.addAttribute("policy", policy);
        model.addAttribute("document", pretty.writeValueAsString(policies.document(name)));
        model.addAttribute("versions", versions.items());
        model.addAttribute("names", names.of(actors));
        model.addAttribute("draft", draft);
        model.addAttribute("mayTry", !caller.teamsWith(Permission.POLICY_WRITE).isEmpty());
        model.addAttribute("mayAudit", !caller.teamsWith(Permission.AUDIT_READ).isEmpty());
        return "governance/policy";
    }
}
