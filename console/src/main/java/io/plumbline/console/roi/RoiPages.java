package io.plumbline.console.roi;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Formats;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.download.CsvDownload;
import io.plumbline.console.roi.RoiClient.Report;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/// What the platform cost and saved in the selected time, with the method of each figure. The form changes the
/// assumptions for one request.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Return on investment",
        path = "/roi",
        permission = Permission.USAGE_READ,
        order = 66,
        docs = "guides/return-on-investment.md")
class RoiPages {

    private static final Set<String> ASSUMPTIONS = Set.of(
            "minutesPerReview",
            "reviewsPerGate",
            "hourlyRateUsd",
            "uncertainty",
            "incidentCostUsd",
            "platformCostUsd",
            "baselineVariant");

    private final RoiClient returns;
    private final CsvDownload download;
    private final Formats formats;
    private final Clock clock;

    RoiPages(RoiClient returns, CsvDownload download, Formats formats, Clock clock) {
        this.returns = returns;
        this.download = download;
        this.formats = formats;
        this.clock = clock;
    }

    @GetMapping("/roi")
    @RequiresPermission(Permission.USAGE_READ)
    String show(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam MultiValueMap<String, String> submitted) {
        MultiValueMap<String, String> assumed = assumptions(submitted);
        Report report = returns.report(parameters(scope, assumed));
        model.addAttribute("assumed", report.assumptions());
        model.addAttribute(
                "figures",
                report.figures().stream()
                        .map(figure -> RoiFigureRow.of(figure, formats))
                        .toList());
        model.addAttribute("routes", report.routes());
        model.addAttribute(
                "export",
                UriComponentsBuilder.fromPath("/roi/export")
                        .queryParams(assumed)
                        .encode()
                        .build()
                        .toUriString());
        return "console/roi/show";
    }

    @GetMapping("/roi/export")
    @RequiresPermission(Permission.USAGE_READ)
    void export(
            @ModelAttribute("scope") Scope scope,
            @RequestParam MultiValueMap<String, String> submitted,
            HttpServletResponse response) {
        download.send(
                RemoteService.MONITORING,
                "/api/v1/roi",
                parameters(scope, assumptions(submitted)),
                "return-on-investment.csv",
                response);
    }

    private static MultiValueMap<String, String> assumptions(MultiValueMap<String, String> submitted) {
        MultiValueMap<String, String> assumed = new LinkedMultiValueMap<>();
        submitted.toSingleValueMap().forEach((name, value) -> {
            if (ASSUMPTIONS.contains(name) && value != null && !value.isBlank()) {
                assumed.set(name, value.strip());
            }
        });
        return assumed;
    }

    private MultiValueMap<String, String> parameters(Scope scope, MultiValueMap<String, String> assumed) {
        Instant to = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>(assumed);
        if (scope.team() != null) {
            parameters.set("team", scope.team());
        }
        parameters.set("from", to.minus(scope.range().length()).toString());
        parameters.set("to", to.toString());
        return parameters;
    }
}
