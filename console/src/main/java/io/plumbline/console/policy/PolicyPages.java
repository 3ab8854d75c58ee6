package io.plumbline.console.policy;

import io.plumbline.console.json.JsonLines;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Tab;
import io.plumbline.console.policy.PolicyClient.Policy;
import io.plumbline.console.policy.PolicyClient.Version;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The list of guard policies, and the page of each: its rules, source, and versions.
@Controller
@RequestMapping("/policies")
@ConsolePage(
        section = Section.GOVERNANCE,
        label = "Guard policies",
        path = "/policies",
        permission = Permission.POLICY_READ,
        order = 40,
        docs = "guides/guard-policy.md")
class PolicyPages {

    private static final int PAGE = 50;
    private static final int MOST = 500;
    /// Members that the overview shows in a place of their own, or not at all.
    private static final List<String> SHOWN = List.of("stages");

    private final PolicyClient policies;
    private final PolicyDrafts drafts;
    private final ActorNames names;

    PolicyPages(PolicyClient policies, PolicyDrafts drafts, ActorNames names) {
        this.policies = policies;
        this.drafts = drafts;
        this.names = names;
    }

    @GetMapping
    @RequiresPermission(Permission.POLICY_READ)
    String list(Model model, @ModelAttribute("scope") Scope scope) {
        List<Policy> rows = policies.list(MOST, null).items().stream()
                .filter(row -> row.team() == null || scope.includes(row.team()))
                .toList();
        model.addAttribute("rows", rows);
        model.addAttribute(
                "names", names.of(rows.stream().map(Policy::changedBy).toList()));
        model.addAttribute("mayWrite", mayWrite());
        return "console/policy/list";
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.POLICY_READ)
    String overview(@PathVariable String name, Model model, HttpSession session) {
        head(name, "Overview", model, session);
        Map<String, Object> document = newest(name).document();
        model.addAttribute(
                "rows",
                PolicyForm.rows(document).stream()
                        .filter(PolicyForm.Row::isUsed)
                        .toList());
        model.addAttribute("stages", PolicyForm.STAGES);
        model.addAttribute("entityRules", PolicyForm.entityRules(document));
        model.addAttribute(
                "settings",
                document.entrySet().stream()
                        .filter(entry -> !SHOWN.contains(entry.getKey()))
                        .toList());
        return "console/policy/overview";
    }

    @GetMapping("/{name}/source")
    @RequiresPermission(Permission.POLICY_READ)
    String source(@PathVariable String name, Model model, HttpSession session) {
        head(name, "Source", model, session);
        model.addAttribute("source", JsonLines.write(newest(name).document()));
        return "console/policy/source";
    }

    @GetMapping("/{name}/versions")
    @RequiresPermission(Permission.POLICY_READ)
    String versions(
            @PathVariable String name,
            Model model,
            HttpSession session,
            @RequestParam(required = false) @Nullable String cursor) {
        head(name, "Versions", model, session);
        Page<Version> page = policies.versions(name, PAGE, cursor);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, "/policies/" + name + "/versions", cursor));
        model.addAttribute(
                "names", names.of(page.items().stream().map(Version::createdBy).toList()));
        return "console/policy/versions";
    }

    @GetMapping("/{name}/diff")
    @RequiresPermission(Permission.POLICY_READ)
    String diff(
            @PathVariable String name, @RequestParam int from, @RequestParam int to, Model model, HttpSession session) {
        head(name, "Versions", model, session);
        model.addAttribute("diff", policies.diff(name, from, to));
        return "console/policy/diff";
    }

    private Version newest(String name) {
        return policies.versions(name, 1, null).items().getFirst();
    }

    private void head(String name, String tab, Model model, HttpSession session) {
        model.addAttribute("policy", policies.get(name));
        model.addAttribute("tabs", Tab.of("/policies/" + name, tab, "Overview", "Source", "Versions"));
        model.addAttribute("mayWrite", mayWrite());
        model.addAttribute("hasDraft", drafts.of(session, name).isPresent());
    }

    private static boolean mayWrite() {
        return !Callers.current().teamsWith(Permission.POLICY_WRITE).isEmpty();
    }
}
