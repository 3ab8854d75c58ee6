package io.plumbline.gateway.analysis;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AnalysisController {

    private static final String ENGLISH = "en";

    private final Analyzer analyzer;

    AnalysisController(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    @PostMapping("/analyze")
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    List<?> analyze(@Valid @RequestBody AnalyzeRequest request) {
        return analyzer.analyze(request);
    }

    @PostMapping("/anonymize")
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    AnonymizeResponse anonymize(@Valid @RequestBody AnonymizeRequest request) {
        return Anonymizer.anonymize(request);
    }

    @PostMapping("/deanonymize")
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    AnonymizeResponse deanonymize(@Valid @RequestBody DeanonymizeRequest request) {
        return Anonymizer.deanonymize(request);
    }

    @GetMapping("/supportedentities")
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    Set<String> supportedEntities(@RequestParam(defaultValue = ENGLISH) @Size(max = 8) String language) {
        return analyzer.entities(language);
    }

    @GetMapping("/recognizers")
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    Set<String> recognizers(@RequestParam(defaultValue = ENGLISH) @Size(max = 8) String language) {
        return analyzer.recognizers(language);
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
