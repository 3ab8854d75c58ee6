package io.plumbline.console.redteam;

import io.plumbline.console.page.FormErrors;
import io.plumbline.console.redteam.CampaignClient.Budget;
import io.plumbline.console.redteam.CampaignClient.CampaignBody;
import io.plumbline.console.redteam.CampaignClient.Target;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The form that starts a campaign.
///
/// @param model `NAME@VERSION`
/// @param prompt `NAME@VERSION`, with a model
/// @param strategies separated by commas
/// @param compare `on` to repeat each probe without guards
record CampaignForm(
        @Nullable String team,
        @Nullable String name,
        @Nullable String model,
        @Nullable String prompt,
        @Nullable String route,
        @Nullable List<String> categories,
        @Nullable String strategies,
        @Nullable String probesPerCategory,
        @Nullable String seed,
        @Nullable String dataset,
        @Nullable String calls,
        @Nullable String compare) {

    private static final String REFERENCE = "[a-z0-9][a-z0-9._-]{0,62}@[1-9][0-9]{0,8}";

    static CampaignForm against(
            @Nullable String team, @Nullable String model, @Nullable String prompt, @Nullable String route) {
        return new CampaignForm(team, "", model, prompt, route, null, "", "20", "1", "", "", null);
    }

    /// Returns the first error; null for none.
    @Nullable
    FormErrors errors() {
        if (given(model).isEmpty() && given(route).isEmpty()) {
            return FormErrors.at("model", "or a route must be given");
        }
        if (!given(model).isEmpty() && !given(model).matches(REFERENCE)) {
            return FormErrors.at("model", "must be NAME@VERSION");
        }
        if (!given(prompt).isEmpty() && !given(prompt).matches(REFERENCE)) {
            return FormErrors.at("prompt", "must be NAME@VERSION");
        }
        if (!given(prompt).isEmpty() && given(model).isEmpty()) {
            return FormErrors.at("model", "must be given with a prompt");
        }
        if (!given(probesPerCategory).matches("\\d{0,3}")) {
            return FormErrors.at("probesPerCategory", "must be a whole number up to 500");
        }
        if (!given(seed).matches("\\d{0,15}")) {
            return FormErrors.at("seed", "must be a whole number");
        }
        return given(calls).matches("\\d{0,7}") ? null : FormErrors.at("calls", "must be a whole number");
    }

    CampaignBody body() {
        String limit = given(calls);
        List<String> ways = List.of(given(strategies).split("[,\\s]+", -1)).stream()
                .filter(way -> !way.isEmpty())
                .toList();
        return new CampaignBody(
                orNull(team),
                orNull(name),
                target(),
                categories == null || categories.isEmpty() ? null : categories,
                ways.isEmpty() ? null : ways,
                given(probesPerCategory).isEmpty() ? null : Integer.valueOf(given(probesPerCategory)),
                given(seed).isEmpty() ? null : Long.valueOf(given(seed)),
                orNull(dataset),
                limit.isEmpty() ? null : new Budget(Integer.valueOf(limit), (BigDecimal) null),
                compare == null ? null : Boolean.TRUE);
    }

    private Target target() {
        String served = given(model);
        if (served.isEmpty()) {
            return new Target(null, null, null, given(route));
        }
        String versioned = given(prompt).isEmpty() ? served : given(prompt);
        int at = versioned.lastIndexOf('@');
        int version = Integer.parseInt(versioned.substring(at + 1));
        return given(prompt).isEmpty()
                ? new Target(versioned.substring(0, at), null, version, orNull(route))
                : new Target(served, versioned.substring(0, at), version, orNull(route));
    }

    public boolean chooses(String category) {
        return categories == null || categories.contains(category);
    }

    static String given(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }

    private static @Nullable String orNull(@Nullable String text) {
        return given(text).isEmpty() ? null : given(text);
    }
}
