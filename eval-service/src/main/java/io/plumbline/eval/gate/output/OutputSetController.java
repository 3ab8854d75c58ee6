package io.plumbline.eval.gate.output;

import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Uploads;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// Outputs that were produced elsewhere, for gates to evaluate.
@RestController
@RequestMapping(OutputSetController.PATH)
class OutputSetController {

    static final String PATH = "/api/v1/output-sets";

    private final OutputSetService outputs;

    OutputSetController(OutputSetService outputs) {
        this.outputs = outputs;
    }

    @Bean
    static Uploads outputUploads() {
        return Uploads.at(PATH);
    }

    /// Stores the outputs for the dataset version that a suite uses now, from the part `file` of a multipart
    /// body: JSONL with `id` and `output` or `error`, `samples_*.jsonl` of lm-evaluation-harness, or a JSON log
    /// of Inspect.
    ///
    /// @param format `jsonl` (the default), `lm-eval` or `inspect`
    /// @param source what produced the outputs
    @PostMapping
    @RequiresPermission(Permission.GATE_RUN)
    @ResponseStatus(HttpStatus.CREATED)
    @RequestBody(content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE))
    ResponseEntity<OutputSet> receive(
            @RequestParam @Pattern(regexp = SuiteDocument.NAME) String suite,
            @RequestParam(defaultValue = "jsonl") @Pattern(regexp = OutputFormat.NAME) String format,
            @RequestParam(required = false) @Nullable @Pattern(regexp = "[^\\p{Cntrl}]{1,200}") String source,
            @RequestParam(required = false) @Nullable MultipartFile file) {
        if (file == null) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Send the file as the part \"file\" of a multipart/form-data body.")
                    .at("/file", "is required");
        }
        OutputSet set = outputs.receive(suite, OutputFormat.of(format).orElseThrow(), source, file);
        return ResponseEntity.created(URI.create(PATH + "/" + set.id())).body(set);
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.GATE_READ)
    OutputSet get(@PathVariable UUID id) {
        return outputs.get(id);
    }
}
