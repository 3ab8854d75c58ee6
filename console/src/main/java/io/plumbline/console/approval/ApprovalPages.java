package io.plumbline.console.approval;

import io.plumbline.console.approval.ApprovalClient.Approval;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/// The list of approvals.
@Controller
@ConsolePage(
        section = Section.GOVERNANCE,
        label = "Approvals",
        path = "/approvals",
        permission = Permission.APPROVAL_READ,
        order = 10,
        docs = "guides/production-changes.md")
class ApprovalPages {

    private static final int PAGE = 50;
    private static final String WAITING = "WAITING";
    private static final List<String> STATES = List.of("PENDING", "APPROVED", "REJECTED", "EXPIRED", "REVOKED");
    private static final List<String> KINDS = List.of(
            "model-version",
            "prompt-version",
            "route",
            "provider",
            "guard-policy",
            "suite",
            "suite-baseline",
            "judge-calibration",
            "parked-call");

    private final ApprovalClient approvals;
    private final ActorNames names;

    ApprovalPages(ApprovalClient approvals, ActorNames names) {
        this.approvals = approvals;
        this.names = names;
    }

    /// A tab above the list.
    record View(String label, String href, boolean current) {}

    /// @param view `WAITING`, a state, or `ALL`; by default `WAITING` for those who decide
    /// @param kind the type of the resource; empty for all
    /// @param name how the name of the resource starts
    @GetMapping("/approvals")
    @RequiresPermission(Permission.APPROVAL_READ)
    String list(
            @RequestParam(required = false) @Nullable String view,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) @Nullable String cursor,
            @ModelAttribute("scope") Scope scope,
            Model model) {
        boolean decides =
                !Callers.current().teamsWith(Permission.APPROVAL_DECIDE).isEmpty();
        String shown = Objects.requireNonNullElse(view, decides ? WAITING : "PENDING");
        String resource =
                kind.isEmpty() && name.isBlank() ? null : (kind.isEmpty() ? "*" : kind) + ":" + name.strip() + "*";
        Page<Approval> page = approvals.list(
                STATES.contains(shown) ? shown : null, resource, scope.team(), WAITING.equals(shown), PAGE, cursor);
        model.addAttribute("rows", page.items());
        model.addAttribute("pager", Pager.of(page, address(shown, kind, name), cursor));
        model.addAttribute(
                "names",
                names.of(page.items().stream().map(Approval::requestedBy).toList()));
        Map<String, String> labels = new LinkedHashMap<>();
        if (decides) {
            labels.put(WAITING, "Waiting for me");
        }
        STATES.forEach(
                state -> labels.put(state, state.charAt(0) + state.substring(1).toLowerCase(java.util.Locale.ROOT)));
        labels.put("ALL", "All");
        model.addAttribute(
                "views",
                labels.entrySet().stream()
                        .map(label -> new View(
                                label.getValue(),
                                address(label.getKey(), kind, name),
                                label.getKey().equals(shown)))
                        .toList());
        model.addAttribute("view", shown);
        model.addAttribute("kind", kind);
        model.addAttribute("kinds", KINDS);
        model.addAttribute("name", name);
        return "console/approval/list";
    }

    private static String address(String view, String kind, String name) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath("/approvals").queryParam("view", "{view}");
        if (!kind.isEmpty()) {
            address.queryParam("kind", "{kind}");
        }
        if (!name.isBlank()) {
            address.queryParam("name", "{name}");
        }
        return address.encode()
                .buildAndExpand(Map.of("view", view, "kind", kind, "name", name.strip()))
                .toUriString();
    }
}
