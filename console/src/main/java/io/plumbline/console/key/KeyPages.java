package io.plumbline.console.key;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.api.ServiceUnavailable;
import io.plumbline.console.budget.BudgetClient;
import io.plumbline.console.key.KeyClient.ApiKey;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.OneTimeSecret;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.role.RoleClient;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The list of API keys, and the form that creates one.
@Controller
@ConsolePage(
        section = Section.ADMIN,
        label = "API keys",
        path = "/keys",
        permission = Permission.KEY_READ,
        order = 20,
        docs = "guides/users-and-keys.md")
class KeyPages {

    private static final Logger log = LoggerFactory.getLogger(KeyPages.class);
    private static final String FORM = "console/key/new";

    private final KeyClient keys;
    private final BudgetClient budgets;
    private final RoleClient roles;
    private final ActorNames names;
    private final Clock clock;

    KeyPages(KeyClient keys, BudgetClient budgets, RoleClient roles, ActorNames names, Clock clock) {
        this.keys = keys;
        this.budgets = budgets;
        this.roles = roles;
        this.names = names;
        this.clock = clock;
    }

    /// A row of the list.
    record Row(ApiKey key, String state) {

        boolean isIn(@Nullable String filter) {
            return switch (filter == null ? "" : filter) {
                case "all" -> true;
                case "soon" -> state.equals("EXPIRES_SOON");
                case "ended" -> state.equals("REVOKED") || state.equals("EXPIRED");
                default -> !state.equals("REVOKED") && !state.equals("EXPIRED");
            };
        }

        private Instant expiry() {
            return Objects.requireNonNullElse(key.expiresAt(), Instant.MAX);
        }

        private Instant use() {
            return Objects.requireNonNullElse(key.lastUsedAt(), Instant.MIN);
        }
    }

    @GetMapping("/keys")
    @RequiresPermission(Permission.KEY_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String sort) {
        String words = q.strip().toLowerCase(Locale.ROOT);
        String filtered = UriComponentsBuilder.fromPath("/keys")
                .queryParam("q", words)
                .queryParam("state", Objects.requireNonNullElse(state, ""))
                .build()
                .encode()
                .toUriString();
        Column<Row> columns = Column.<Row>sorted(sort, "name", filtered)
                .by("name", Comparator.comparing(row -> row.key().name()))
                .by("team", Comparator.comparing(row -> row.key().team()))
                .by("role", Comparator.comparing(row -> row.key().role()))
                .by("created", Comparator.comparing(row -> row.key().createdAt()))
                .by("expires", Comparator.comparing(Row::expiry))
                .by("used", Comparator.comparing(Row::use));
        Listing<ApiKey> all = Listing.read((limit, cursor) -> keys.list(scope.team(), limit, cursor));
        Instant now = clock.instant();
        List<Row> rows = all.show(
                all.stream()
                        .map(key -> new Row(key, key.state(now)))
                        .filter(row -> row.isIn(state))
                        .filter(row -> (row.key().name() + " " + row.key().prefix())
                                .toLowerCase(Locale.ROOT)
                                .contains(words))
                        .toList(),
                columns,
                model);
        model.addAttribute("q", words);
        model.addAttribute("state", state);
        model.addAttribute(
                "names",
                names.of(rows.stream()
                        .filter(row -> row.key().owner() != null)
                        .map(row -> String.valueOf(row.key().owner()))
                        .toList()));
        model.addAttribute(
                "mayWrite", !Callers.current().teamsWith(Permission.KEY_WRITE).isEmpty());
        return "console/key/list";
    }

    @GetMapping("/keys/new")
    @RequiresPermission(Permission.KEY_WRITE)
    String form(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable UUID owner) {
        model.addAllAttributes(shown(new KeyForm(
                "",
                team == null ? scope.team() : team,
                "application",
                "",
                false,
                KeyForm.Validity.LABELS.get(1),
                owner == null ? "" : owner.toString(),
                "",
                "MONTH")));
        return FORM;
    }

    @PostMapping("/keys/new")
    @RequiresPermission(Permission.KEY_WRITE)
    ModelAndView create(KeyForm form) {
        if (!form.hasValidBudget()) {
            return Submission.again(FORM, shown(form), FormErrors.at("budgetUsd", "must be a number, such as 250"));
        }
        KeyClient.CreatedKey created;
        try {
            created = keys.create(form.body(clock.instant()));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return Submission.again(FORM, shown(form), FormErrors.of(problem));
        }
        new OneTimeSecret("API key", created.key(), "Copy it now into the program that uses it.").showNext();
        return Submission.redirect(
                "/keys/" + created.id(),
                hasItsBudget(created, form)
                        ? new Submission.Flash("good", "The key is created.", null, null)
                        : new Submission.Flash(
                                "bad",
                                "The key is created, but its budget is not.",
                                "Set the budget on this page before you give the key away.",
                                null));
    }

    /// The key is shown once, so a refused budget must not end in an error page.
    private boolean hasItsBudget(KeyClient.CreatedKey created, KeyForm form) {
        try {
            form.budget(created.id()).ifPresent(document -> budgets.putBudget("key-" + created.id(), document));
            return true;
        } catch (ApiProblem | ServiceUnavailable e) {
            log.warn("the budget of the key {} was not stored", created.id(), e);
            return false;
        }
    }

    private Map<String, Object> shown(KeyForm form) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("form", form);
        shown.put("roles", roles.grantable());
        shown.put("validities", KeyForm.Validity.LABELS);
        shown.put("periods", KeyForm.PERIODS);
        shown.put(
                "mayBudget",
                !Callers.current().teamsWith(Permission.BUDGET_WRITE).isEmpty());
        String owner = Objects.requireNonNullElse(form.owner(), "");
        shown.put("ownerName", owner.isEmpty() ? "" : names.of(List.of(owner)).getOrDefault(owner, owner));
        return shown;
    }
}
