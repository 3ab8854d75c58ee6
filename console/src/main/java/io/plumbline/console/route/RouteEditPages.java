package io.plumbline.console.route;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.api.Parts;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.NewName;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Submission;
import io.plumbline.console.policy.PolicyClient;
import io.plumbline.console.route.RouteClient.Requirements;
import io.plumbline.console.route.RouteClient.Route;
import io.plumbline.console.route.RouteClient.Target;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Creates and edits routes: by form or as source, then a preview of the difference and of what it needs, then the
/// change.
@Controller
class RouteEditPages {

    private static final String FORM = "console/route/edit";
    private static final String SOURCE = "console/route/source";
    private static final String PREVIEW = "console/route/preview";
    private static final int MOST_POLICIES = 500;
    private static final List<String> OF_RESPONSES = List.of("name", "createdAt", "updatedAt");
    private static final JsonMapper JSON = new JsonMapper();

    private final RouteClient routes;
    private final PolicyClient policies;

    RouteEditPages(RouteClient routes, PolicyClient policies) {
        this.routes = routes;
        this.policies = policies;
    }

    @GetMapping("/routes/new")
    @RequiresPermission(Permission.ROUTE_WRITE)
    String newForm(Model model, @ModelAttribute("scope") Scope scope) {
        model.addAllAttributes(formModel(null, RouteForm.empty(scope.team()), RouteTermsForm.EMPTY, ""));
        return FORM;
    }

    @GetMapping("/routes/{name}/edit")
    @RequiresPermission(Permission.ROUTE_WRITE)
    String form(@PathVariable String name, Model model) {
        ResponseEntity<ObjectNode> stored = routes.document(name);
        ObjectNode document = Objects.requireNonNull(stored.getBody());
        model.addAllAttributes(formModel(name, RouteForm.of(name, document), RouteTermsForm.of(document), tag(stored)));
        return FORM;
    }

    @GetMapping("/routes/{name}/source")
    @RequiresPermission(Permission.ROUTE_WRITE)
    String source(@PathVariable String name, Model model) {
        ResponseEntity<ObjectNode> stored = routes.document(name);
        model.addAllAttributes(sourceModel(name, pretty(editable(stored)), tag(stored)));
        return SOURCE;
    }

    @PostMapping("/routes/new")
    @RequiresPermission(Permission.ROUTE_WRITE)
    ModelAndView previewNew(RouteForm form, RouteTermsForm terms) {
        String name = Objects.requireNonNullElse(form.name(), "").strip();
        Map<String, Object> shown = formModel(null, form, terms, "");
        FormErrors problem = NewName.problem(name, "route", () -> routes.document(name));
        if (problem != null) {
            return Submission.again(FORM, shown, problem);
        }
        return preview(FORM, shown, name, form, terms, JSON.createObjectNode(), "");
    }

    @PostMapping("/routes/{name}/edit")
    @RequiresPermission(Permission.ROUTE_WRITE)
    ModelAndView preview(@PathVariable String name, RouteForm form, RouteTermsForm terms, @RequestParam String etag) {
        return preview(
                FORM, formModel(name, form, terms, etag), name, form, terms, editable(routes.document(name)), etag);
    }

    private ModelAndView preview(
            String view,
            Map<String, Object> shown,
            String name,
            RouteForm form,
            RouteTermsForm terms,
            ObjectNode document,
            String etag) {
        try {
            form.applyTo(document);
            terms.applyTo(document);
        } catch (RouteForm.Unreadable e) {
            return Submission.again(view, shown, FormErrors.at(e.field(), e.reason()));
        }
        return previewed(view, shown, name, document, etag);
    }

    @PostMapping("/routes/{name}/source")
    @RequiresPermission(Permission.ROUTE_WRITE)
    ModelAndView previewSource(@PathVariable String name, @RequestParam String document, @RequestParam String etag) {
        Map<String, Object> shown = sourceModel(name, document, etag);
        ObjectNode read;
        try {
            read = JSON.readValue(document, ObjectNode.class);
        } catch (JacksonException e) {
            String where = e.getLocation() == null
                    ? ""
                    : ", see line " + e.getLocation().getLineNr();
            return Submission.again(SOURCE, shown, FormErrors.at("document", "must be a JSON object" + where));
        }
        return previewed(SOURCE, shown, name, read, etag);
    }

    /// Shows what the change would do, or the form again.
    private ModelAndView previewed(
            String view, Map<String, Object> shown, String name, ObjectNode document, String etag) {
        try {
            return previewPage(name, document, etag);
        } catch (ApiProblem problem) {
            return refused(view, shown, document, problem);
        }
    }

    private ModelAndView previewPage(String name, ObjectNode document, String etag) {
        DocumentDiff diff = routes.diff(name, document);
        Requirements needed = routes.requirements(name, document);
        return new ModelAndView(
                PREVIEW,
                Map.of(
                        "name", name,
                        "diff", diff,
                        "needed", needed,
                        "document", document.toString(),
                        "etag", etag));
    }

    private static ModelAndView refused(
            String view, Map<String, Object> shown, ObjectNode document, ApiProblem problem) {
        if (!problem.isAboutTheRequest() && problem.status() != 403) {
            throw problem;
        }
        Map<String, Object> again = new HashMap<>(shown);
        again.put("ungated", "gate-required".equals(problem.slug()) ? registered(document) : List.of());
        return Submission.again(view, again, FormErrors.of(problem));
    }

    /// Returns the registered versions that a document names, each of which may be the one without a gate.
    private static List<Target> registered(ObjectNode document) {
        Route route = RoutePage.routeOf(document);
        List<RouteClient.Variant> variants = Objects.requireNonNullElse(route.variants(), List.of());
        List<Target> fallbacks = Objects.requireNonNullElse(route.fallbacks(), List.of());
        return Stream.concat(variants.stream().map(RouteClient.Variant::target), fallbacks.stream())
                .filter(target -> target != null && target.provider() == null)
                .distinct()
                .toList();
    }

    @PostMapping("/routes/{name}/save")
    @RequiresPermission(Permission.ROUTE_WRITE)
    ModelAndView save(@PathVariable String name, @RequestParam String document, @RequestParam String etag) {
        ObjectNode read = JSON.readValue(document, ObjectNode.class);
        Route stored;
        try {
            stored = routes.put(name, etag.isEmpty() ? null : etag, read);
        } catch (ApiProblem problem) {
            if (problem.approvalId() != null) {
                ModelAndView again = previewPage(name, read, etag);
                again.addObject("errors", FormErrors.of(problem));
                return again;
            }
            return refused(SOURCE, sourceModel(name, pretty(read), etag), read, problem);
        }
        return Submission.redirect(
                "/routes/" + stored.name(),
                new Submission.Flash("good", "Route saved. Gateways follow within 2 seconds.", null, null));
    }

    private Map<String, Object> formModel(@Nullable String name, RouteForm form, RouteTermsForm terms, String etag) {
        Map<String, Object> model = new HashMap<>();
        model.put("name", name);
        model.put("form", form);
        model.put("terms", terms);
        model.put("etag", etag);
        model.put("environments", RouteForm.ENVIRONMENTS);
        model.put("stickies", RouteForm.STICKY);
        model.put("choices", RouteForm.CHOICES);
        model.put("cacheScopes", List.of("user", "key", "team"));
        model.put("ungated", List.of());
        model.put(
                "mayGovern",
                !Callers.current().teamsWith(Permission.POLICY_WRITE).isEmpty());
        model.put("policies", policyNames());
        return model;
    }

    private static Map<String, Object> sourceModel(String name, String document, String etag) {
        return Map.of("name", name, "document", document, "etag", etag, "ungated", List.of());
    }

    private List<String> policyNames() {
        Page<PolicyClient.Policy> found =
                Parts.now(() -> policies.list(MOST_POLICIES, null)).value();
        return found == null
                ? List.of()
                : found.items().stream().map(PolicyClient.Policy::name).toList();
    }

    private static String tag(ResponseEntity<?> stored) {
        return Objects.requireNonNullElse(stored.getHeaders().getETag(), "");
    }

    /// Returns the document without the members that only responses have, and without unset ones.
    private static ObjectNode editable(ResponseEntity<ObjectNode> stored) {
        ObjectNode document = Objects.requireNonNull(stored.getBody()).remove(OF_RESPONSES);
        document.properties().stream()
                .filter(member -> member.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList()
                .forEach(document::remove);
        return document;
    }

    private static String pretty(ObjectNode document) {
        return document.toPrettyString();
    }
}
