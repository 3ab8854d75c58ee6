package io.plumbline.console.model;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.asset.AssetHead;
import io.plumbline.console.asset.AssetKind;
import io.plumbline.console.model.ModelClient.ModelVersion;
import io.plumbline.console.page.ActorNames;
import io.plumbline.console.page.download.FileDownload;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.json.JsonMapper;

/// A version of a model, with its card and bill of materials as files.
@Controller
@RequestMapping("/models/{name}/versions/{version}")
class ModelVersionPage {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ModelClient models;
    private final AssetHead heads;
    private final ActorNames names;
    private final FileDownload download;

    ModelVersionPage(ModelClient models, AssetHead heads, ActorNames names, FileDownload download) {
        this.models = models;
        this.heads = heads;
        this.names = names;
        this.download = download;
    }

    /// The files of a version.
    enum File {
        CARD_JSON("card", ".card.json", "JSON", MediaType.APPLICATION_JSON_VALUE),
        CARD_MARKDOWN("card", ".card.md", "Markdown", "text/markdown;charset=UTF-8"),
        CARD_HTML("card", ".card.html", "HTML", "text/html;charset=UTF-8"),
        BOM("bom", ".cdx.json", "CycloneDX", "application/vnd.cyclonedx+json");

        private final String resource;
        private final String ending;
        private final String label;
        private final String type;

        File(String resource, String ending, String label, String type) {
            this.resource = resource;
            this.ending = ending;
            this.label = label;
            this.type = type;
        }

        public String label() {
            return label;
        }

        public boolean isCard() {
            return resource.equals("card");
        }

        /// Returns the name under which the browser stores it, and the last part of its address.
        public String name(String model, int version) {
            return model + "-" + version + ending;
        }
    }

    @GetMapping
    @RequiresPermission(Permission.MODEL_READ)
    String show(@PathVariable String name, @PathVariable int version, Model model) {
        heads.load(AssetKind.MODEL, name, "Versions", model);
        ModelVersion shown = models.version(name, version);
        model.addAttribute("version", shown);
        model.addAttribute(
                "parameters",
                shown.parameters() == null
                        ? null
                        : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(shown.parameters()));
        model.addAttribute("chain", models.supplyChain(name, version));
        model.addAttribute("files", File.values());
        model.addAttribute("names", names.of(List.of(shown.createdBy().id())));
        return "console/model/version";
    }

    @GetMapping("/files/{file}")
    @RequiresPermission(Permission.MODEL_READ)
    void file(
            @PathVariable String name,
            @PathVariable int version,
            @PathVariable String file,
            HttpServletResponse response) {
        File wanted = Arrays.stream(File.values())
                .filter(each -> each.name(name, version).equals(file))
                .findFirst()
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("A version has no such file."));
        download.send(
                RemoteService.REGISTRY,
                "/api/v1/models/{name}/versions/{version}/" + wanted.resource,
                Map.of("name", name, "version", version),
                MediaType.parseMediaType(wanted.type),
                file,
                response);
    }
}
