package io.plumbline.gateway.analysis;

import io.plumbline.gateway.guard.GuardProperties;
import io.plumbline.gateway.guard.Inspections;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AnalysisController {

    private static final String ENGLISH = "en";

    /// How many characters of the request, from the beginning of each text, the encoder has inspected.
    private static final String ENCODED = "x-plumbline-encoded-characters";

    private final Analyzer analyzer;
    private final Inspections inspections;
    private final GuardProperties properties;

    AnalysisController(Analyzer analyzer, Inspections inspections, GuardProperties properties) {
        this.analyzer = analyzer;
        this.inspections = inspections;
        this.properties = properties;
    }

    @PostMapping("/analyze")
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    ResponseEntity<List<?>> analyze(@Valid @RequestBody AnalyzeRequest request) {
        Analyzer.Answer answer = analyzer.analyze(request);
        return ResponseEntity.ok()
                .header(ENCODED, Long.toString(answer.encoded()))
                .body(answer.found());
    }

    @PostMapping("/anonymize")
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    AnonymizeResponse anonymize(@Valid @RequestBody AnonymizeRequest request) {
        return inspections.run(
                request.text().length(), properties.analysisTimeout(), () -> Anonymizer.anonymize(request));
    }

    @PostMapping("/deanonymize")
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    AnonymizeResponse deanonymize(@Valid @RequestBody DeanonymizeRequest request) {
        return inspections.run(
                request.text().length(), properties.analysisTimeout(), () -> Anonymizer.deanonymize(request));
    }

    @GetMapping("/supportedentities")
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    Set<String> supportedEntities(@RequestParam(defaultValue = ENGLISH) @Size(max = 20) String language) {
        return analyzer.entities(LanguageCode.of(language));
    }

    @GetMapping("/recognizers")
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    Set<String> recognizers(@RequestParam(defaultValue = ENGLISH) @Size(max = 20) String language) {
        return analyzer.recognizers(LanguageCode.of(language));
    }

    @GetMapping("/anonymizers")
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    List<String> anonymizers() {
        return PresidioOperator.ANONYMIZERS;
    }

    @GetMapping("/deanonymizers")
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    List<String> deanonymizers() {
        return PresidioOperator.DEANONYMIZERS;
    }
}
