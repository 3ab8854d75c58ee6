package io.plumbline.eval.panel.exchange;

import io.plumbline.eval.panel.result.PanelResult.CriterionFindings;
import io.plumbline.eval.panel.result.PanelResults;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/panels/{name}")
class ExchangeController {

    private static final String CSV = "text/csv";

    private final PanelExchange exchange;
    private final PanelResults results;

    ExchangeController(PanelExchange exchange, PanelResults results) {
        this.exchange = exchange;
        this.results = results;
    }

    /// @param labels number of new labels
    /// @param duplicates number of labels that were imported before
    /// @param annotators number of annotators in the file
    /// @param agreement agreement of the file's annotators
    record ImportReport(int labels, int duplicates, int annotators, List<CriterionFindings> agreement) {}

    /// The items for labelling on another platform. They name no model, version or record.
    @GetMapping("/tasks")
    @RequiresPermission(Permission.PANEL_READ)
    ResponseEntity<String> tasks(@PathVariable String name, @RequestParam Platform platform) {
        return ResponseEntity.ok().contentType(platform.type()).body(exchange.tasks(name, platform));
    }

    /// All labels as JSON lines, without the answers.
    @GetMapping(path = "/labels", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @RequiresPermission(Permission.PANEL_READ)
    String labels(@PathVariable String name) {
        return exchange.labels(name);
    }

    /// Imports the labels of another platform, and returns their agreement. Importing a file again adds nothing.
    @PostMapping(
            path = "/labels",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE, CSV})
    @RequiresPermission(Permission.PANEL_WRITE)
    ImportReport add(@PathVariable String name, @RequestParam Platform platform, @RequestBody @NotBlank String labels) {
        PanelExchange.Imported imported = exchange.add(name, platform, labels);
        return new ImportReport(
                imported.labels(),
                imported.duplicates(),
                imported.annotators().size(),
                results.agreement(name, imported.annotators()));
    }
}
