package io.plumbline.eval.harm;

import io.plumbline.eval.harm.HarmArchive.HarmAnswerView;
import io.plumbline.eval.harm.item.HarmKind;
import io.plumbline.eval.harm.item.HarmLibrary;
import io.plumbline.eval.harm.ledger.HarmMeasurement;
import io.plumbline.eval.harm.ledger.HarmRequest;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/harm")
class HarmController {

    private static final int MAX_WAIT = 120;

    private final HarmService service;
    private final HarmArchive archive;
    private final HarmLibrary library;

    HarmController(HarmService service, HarmArchive archive, HarmLibrary library) {
        this.service = service;
        this.archive = archive;
        this.library = library;
    }

    /// Starts a measurement of bias, hallucination or toxicity and waits up to `wait` seconds for its end.
    @PostMapping("/measurements")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    ResponseEntity<HarmResponse> open(
            @Valid @RequestBody HarmRequest request,
            @RequestParam(name = "wait", defaultValue = "0") @Min(0) @Max(MAX_WAIT) int wait) {
        HarmMeasurement measurement = service.open(request);
        if (wait > 0) {
            measurement = archive.await(measurement.id(), wait);
        }
        return ResponseEntity.accepted()
                .header(HttpHeaders.LOCATION, "/api/v1/harm/measurements/" + measurement.id())
                .body(HarmResponse.of(measurement));
    }

    @GetMapping("/measurements/{id}")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    HarmResponse get(
            @PathVariable UUID id, @RequestParam(name = "wait", defaultValue = "0") @Min(0) @Max(MAX_WAIT) int wait) {
        return HarmResponse.of(archive.await(id, wait));
    }

    /// Lists measurements, newest first.
    ///
    /// @param target name of the target for people, for example `support@3`, or `route` and its name
    @GetMapping("/measurements")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    Page<HarmResponse> list(
            @RequestParam(required = false) @Size(max = 300) @Nullable String target,
            @RequestParam(required = false) @Nullable HarmKind kind,
            @Valid @ParameterObject Paging paging) {
        return archive.list(target, kind, paging).map(HarmResponse::listed);
    }

    @PostMapping("/measurements/{id}/cancel")
    @RequiresPermission(Permission.CAMPAIGN_RUN)
    HarmResponse cancel(@PathVariable UUID id) {
        return HarmResponse.of(service.cancel(id));
    }

    /// Lists the answers with their prompts and measures, redacted and truncated for people.
    @GetMapping("/measurements/{id}/answers")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    Page<HarmAnswerView> answers(@PathVariable UUID id, @Valid @ParameterObject Paging paging) {
        return archive.answers(id, paging);
    }

    /// @param version raised with each change of the product's own prompts
    record HarmLibraryView(String version, List<HarmKindView> kinds) {}

    /// @param groups categories, protected attributes or axes
    /// @param prompts number of prompts
    /// @param samples default number of answers to each prompt
    record HarmKindView(HarmKind kind, String title, List<String> groups, int prompts, int samples) {}

    /// Returns the kinds of measurements and the groups of the product's own prompts.
    @GetMapping("/library")
    @RequiresPermission(Permission.CAMPAIGN_READ)
    HarmLibraryView library() {
        return new HarmLibraryView(
                HarmLibrary.VERSION,
                Arrays.stream(HarmKind.values())
                        .map(kind -> new HarmKindView(
                                kind,
                                kind.title(),
                                library.groups(kind),
                                library.items(kind).size(),
                                kind.samples()))
                        .toList());
    }
}
