package io.plumbline.console.quality;

import io.plumbline.console.api.Parts;
import io.plumbline.console.page.Scope;
import io.plumbline.console.quality.QualityClient.Comparison;
import io.plumbline.console.quality.QualityClient.Window;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// Two variants or versions of a route side by side. Default: the two with the most calls.
@Controller
class ComparisonPage {

    private static final int SIDES = 2;
    private static final int LONGEST_CODE = 500;

    private final QualityClient client;
    private final RouteQuality quality;
    private final Parts parts;

    ComparisonPage(QualityClient client, RouteQuality quality, Parts parts) {
        this.client = client;
        this.quality = quality;
        this.parts = parts;
    }

    @GetMapping("/quality/{route}/comparison")
    @RequiresPermission(Permission.MONITOR_READ)
    String show(
            @PathVariable String route,
            @RequestParam(required = false) @Nullable String reference,
            @RequestParam(required = false) @Nullable String other,
            @ModelAttribute("scope") Scope scope,
            Model model) {
        List<ComparedVersion> choices = ComparedVersion.choices(versions(scope, route));
        model.addAttribute("route", route);
        model.addAttribute("choices", choices);
        ComparedVersion one = chosen(reference, choices, 0);
        ComparedVersion two = chosen(other, choices, 1);
        if (one == null || two == null) {
            model.addAttribute("comparison", null);
            return "console/quality/comparison";
        }
        var charting = parts.load(() -> quality.over(scope, route, one, two));
        Comparison comparison = client.compare(sides(scope, route, one, two));
        model.addAttribute("reference", one);
        model.addAttribute("other", two);
        model.addAttribute("comparison", comparison);
        model.addAttribute(
                "rates", comparison.rates().stream().map(ComparedRow::rate).toList());
        model.addAttribute(
                "latencies",
                comparison.latencies().stream().map(ComparedRow::latency).toList());
        model.addAttribute("charts", charting.get());
        return "console/quality/comparison";
    }

    private List<Window> versions(Scope scope, String route) {
        return quality.whole(scope, route, RouteQuality.BY_VERSION, Segment.ALL).stream()
                .sorted(Comparator.comparingLong(
                                (Window window) -> window.outcomes().calls())
                        .reversed())
                .toList();
    }

    private static @Nullable ComparedVersion chosen(@Nullable String code, List<ComparedVersion> choices, int place) {
        if (code != null && !code.isBlank() && code.length() <= LONGEST_CODE) {
            return ComparedVersion.parse(code);
        }
        return choices.size() < SIDES ? null : choices.get(place);
    }

    private MultiValueMap<String, String> sides(
            Scope scope, String route, ComparedVersion reference, ComparedVersion other) {
        MultiValueMap<String, String> sides = new LinkedMultiValueMap<>();
        if (scope.team() != null) {
            sides.set("team", Objects.requireNonNull(scope.team()));
        }
        RouteQuality.Span span = quality.span(scope.range());
        sides.set("route", route);
        reference.select(sides, "variant", "model", "prompt");
        other.select(sides, "otherVariant", "otherModel", "otherPrompt");
        sides.set("from", span.from().toString());
        sides.set("to", span.to().toString());
        return sides;
    }
}
