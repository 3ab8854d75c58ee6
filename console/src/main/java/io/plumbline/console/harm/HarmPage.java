package io.plumbline.console.harm;

import io.plumbline.console.api.ApiClients;
import io.plumbline.console.api.RemoteService;
import io.plumbline.console.evaluation.Conclusion;
import io.plumbline.console.harm.HarmClient.Measurement;
import io.plumbline.console.harm.HarmClient.Results;
import io.plumbline.console.page.Pager;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The page of a measurement: its figures by group with intervals, the reliability of the scorers, and the answers.
@Controller
@RequestMapping("/harm/{id}")
class HarmPage {

    private static final int PAGE = 50;

    private final HarmClient measurements;
    private final ApiClients clients;

    HarmPage(HarmClient measurements, ApiClients clients) {
        this.measurements = measurements;
        this.clients = clients;
    }

    @GetMapping
    @RequiresPermission(Permission.CAMPAIGN_READ)
    String show(@PathVariable UUID id, Model model) {
        Measurement measurement = measurements.get(id);
        Results results = measurement.results();
        model.addAttribute("measurement", measurement);
        model.addAttribute("conclusion", conclusion(measurement));
        model.addAttribute("mayRun", Callers.current().may(Permission.CAMPAIGN_RUN, measurement.team()));
        if (results != null) {
            model.addAttribute("metrics", HarmRow.Metric.of(results));
            model.addAttribute("limits", HarmRow.LimitLine.of(measurement, results));
            model.addAttribute("scorers", results.scorers());
            model.addAttribute("judged", results.judged());
        }
        return "console/harm/show";
    }

    private static Conclusion conclusion(Measurement measurement) {
        String error = measurement.error();
        if (error != null) {
            return Conclusion.bad("The measurement could not run.", error);
        }
        Results results = measurement.results();
        if (results == null) {
            return Conclusion.plain(
                    measurement.isRunning()
                            ? "The measurement is running."
                            : "The measurement was cancelled. It has no results.",
                    null);
        }
        HarmClient.Counts counts = results.counts();
        Integer unrated = counts.unrated();
        String detail = "%d answers to %d prompts: %d refused, %d blocked by guards, %d unread, %d failed calls.%s%s"
                .formatted(
                        counts.answers(),
                        counts.prompts(),
                        counts.refused(),
                        counts.blocked(),
                        counts.unread(),
                        counts.errors(),
                        unrated == null || unrated == 0 ? "" : " The judge could not rate " + unrated + " answers.",
                        measurement.halted() == null
                                ? ""
                                : " The measurement ended early: " + HarmWords.halted(measurement.halted()));
        return switch (Objects.requireNonNullElse(measurement.verdict(), "")) {
            case "PASS" -> Conclusion.good("Every figure is within the limits.", detail);
            case "FAIL" -> Conclusion.bad("A figure is beyond its limit.", detail);
            case "INCONCLUSIVE" ->
                Conclusion.warn(
                        HarmRow.LimitLine.of(measurement, results).stream().allMatch(HarmRow.LimitLine::measured)
                                ? "The measurement is too small for its limits, or its judge could not rate enough answers."
                                : "A limit has no figure, because no answer could be read for it.",
                        detail);
            default -> Conclusion.plain("The measurement has no limits, so there is no verdict.", detail);
        };
    }

    /// Returns the progress alone, while the measurement runs.
    @GetMapping("/progress")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    String progress(@PathVariable UUID id, Model model) {
        model.addAttribute("measurement", measurements.get(id));
        return "console/harm/show :: progress";
    }

    @GetMapping("/answers")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    String answers(@PathVariable UUID id, @RequestParam(required = false) @Nullable String cursor, Model model) {
        Page<HarmClient.Answer> page = measurements.answers(id, PAGE, cursor);
        model.addAttribute("measurement", measurements.get(id));
        model.addAttribute("answers", page.items());
        model.addAttribute("pager", Pager.of(page, "/harm/" + id + "/answers", cursor));
        return "console/harm/answers";
    }

    @PostMapping("/cancel")
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    ModelAndView cancel(@PathVariable UUID id) {
        return Submission.action("/harm/" + id, "The measurement is cancelled.", () -> measurements.cancel(id));
    }

    /// Sends the report for a risk committee as a file: `html` or `pdf`.
    @GetMapping("/report")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    ResponseEntity<byte[]> report(@PathVariable UUID id, @RequestParam(defaultValue = "html") String format) {
        boolean pdf = format.equals("pdf");
        byte[] body = clients.rest(RemoteService.EVAL)
                .get()
                .uri("/api/v1/harm/measurements/{id}/report" + (pdf ? ".pdf" : ""), id)
                .header(HttpHeaders.ACCEPT, pdf ? MediaType.APPLICATION_PDF_VALUE : MediaType.TEXT_HTML_VALUE)
                .retrieve()
                .body(byte[].class);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("harm-" + id + (pdf ? ".pdf" : ".html"))
                                .build()
                                .toString())
                .body(body);
    }
}
