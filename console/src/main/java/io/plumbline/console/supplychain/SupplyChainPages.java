package io.plumbline.console.supplychain;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.json.JsonLines;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.supplychain.SupplyChainClient.Diff;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;

/// The supply-chain policy, and its source, whose changes are shown before they are stored.
@Controller
@RequestMapping(SupplyChainPages.PATH)
@ConsolePage(
        section = Section.GOVERNANCE,
        label = "Supply chain",
        path = SupplyChainPages.PATH,
        permission = Permission.POLICY_READ,
        order = 45,
        docs = "guides/supply-chain.md")
class SupplyChainPages {

    static final String PATH = "/supply-chain";

    private static final String EDIT = "console/supplychain/edit";
    private static final String REVIEW = "console/supplychain/review";
    private static final String SOURCE = "source";

    private final SupplyChainClient policies;

    SupplyChainPages(SupplyChainClient policies) {
        this.policies = policies;
    }

    /// A rule with its value at each stage.
    record Row(String label, String staging, String production) {}

    /// A place of the source at which the service found an error.
    record Fault(@Nullable Integer line, String pointer, String message) {}

    @GetMapping
    @RequiresPermission(Permission.POLICY_READ)
    String show(Model model) {
        Map<String, Object> policy = Objects.requireNonNull(policies.policy().getBody());
        Map<?, ?> staging = map(policy.get("staging"));
        Map<?, ?> production = map(policy.get("production"));
        model.addAttribute("signers", policy.get("signers"));
        model.addAttribute("hasTrustedRoot", policy.get("trustedRoot") != null);
        model.addAttribute(
                "rows",
                List.of(
                        new Row("Allowed licences", list(staging, "licenses"), list(production, "licenses")),
                        row("Files must be listed", "requireArtifacts", staging, production),
                        row("Files need digests", "requireDigests", staging, production),
                        row("A signer must have signed", "requireSignature", staging, production),
                        new Row(
                                "Accepted unsafe extensions",
                                list(staging, "allowedExtensions").replace("Any", "None"),
                                list(production, "allowedExtensions").replace("Any", "None"))));
        model.addAttribute("datasets", datasets(map(policy.get("datasets"))));
        model.addAttribute(SOURCE, JsonLines.write(policy));
        model.addAttribute(
                "mayWrite",
                !Callers.current().teamsWith(Permission.POLICY_WRITE).isEmpty());
        return "console/supplychain/show";
    }

    private static Row row(String label, String member, Map<?, ?> staging, Map<?, ?> production) {
        return new Row(label, yesOrNo(staging.get(member)), yesOrNo(production.get(member)));
    }

    private static String yesOrNo(@Nullable Object value) {
        return Boolean.TRUE.equals(value) ? "Yes" : "No";
    }

    private static String list(Map<?, ?> rules, String member) {
        return rules.get(member) instanceof List<?> values && !values.isEmpty()
                ? String.join(", ", values.stream().map(String::valueOf).toList())
                : "Any";
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    /// Returns the limits on what audits may find, in words.
    private static Map<String, String> datasets(Map<?, ?> rules) {
        Map<String, String> words = new LinkedHashMap<>();
        if (Boolean.TRUE.equals(rules.get("requireAudit"))) {
            words.put("Audit", "Required");
        }
        Map<String, String> shares = new LinkedHashMap<>();
        shares.put("maxDuplicates", "Duplicates");
        shares.put("maxNearDuplicates", "Near-duplicates");
        shares.put("maxContradictions", "Contradictions");
        shares.put("maxLabelFlips", "Likely label flips");
        shares.put("maxOutliers", "Outliers");
        shares.put("maxContamination", "Also in an evaluation set");
        shares.forEach((member, label) -> {
            if (rules.get(member) instanceof Number share) {
                words.put(label, "At most %s %% of the records".formatted(percent(share.doubleValue())));
            }
        });
        if (rules.get("maxPhrases") instanceof Number phrases) {
            words.put("Phrases that predict a reference", "At most " + phrases);
        }
        return words;
    }

    private static String percent(double share) {
        double percent = Math.round(share * 1000) / 10.0;
        return percent == Math.rint(percent) ? String.valueOf((long) percent) : String.valueOf(percent);
    }

    @GetMapping("/edit")
    @RequiresPermission(Permission.POLICY_WRITE)
    ModelAndView edit() {
        ResponseEntity<Map<String, Object>> stored = policies.policy();
        return new ModelAndView(
                EDIT,
                model(
                        JsonLines.write(Objects.requireNonNull(stored.getBody())),
                        Objects.requireNonNullElse(stored.getHeaders().getETag(), "")));
    }

    private static Map<String, Object> model(String source, String etag) {
        Map<String, Object> model = new HashMap<>();
        model.put(SOURCE, source);
        model.put("etag", etag);
        return model;
    }

    /// Shows the changes. Stores nothing.
    @PostMapping("/review")
    @RequiresPermission(Permission.POLICY_WRITE)
    ModelAndView review(@RequestParam(defaultValue = "") String source, @RequestParam String etag) {
        Map<String, Object> model = model(source, etag);
        try {
            Diff diff = policies.diff(JsonLines.read(source));
            return new ModelAndView(REVIEW, model).addObject("diff", diff);
        } catch (JacksonException e) {
            return Submission.again(EDIT, model, FormErrors.at(SOURCE, JsonLines.fault(e)));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(EDIT, model, FormErrors.of(problem)).addObject("faults", faults(source, problem));
        }
    }

    private static List<Fault> faults(String source, ApiProblem problem) {
        return problem.errors().stream()
                .map(error -> new Fault(JsonLines.lineOf(source, error.pointer()), error.pointer(), error.message()))
                .toList();
    }

    /// Stores the policy, unless it was changed since the form was opened.
    @PostMapping("/edit")
    @RequiresPermission(Permission.POLICY_WRITE)
    ModelAndView save(@RequestParam(defaultValue = "") String source, @RequestParam String etag) {
        return Submission.of(EDIT, model(source, etag), "The policy is stored.", () -> {
            policies.put(etag.isEmpty() ? null : etag, JsonLines.read(source));
            return PATH;
        });
    }
}
