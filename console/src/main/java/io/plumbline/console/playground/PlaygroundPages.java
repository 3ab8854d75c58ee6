package io.plumbline.console.playground;

import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.asset.AssetClient.Asset;
import io.plumbline.console.dataset.DatasetClient;
import io.plumbline.console.dataset.RecordDraft;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.playground.PlaygroundForm.InvalidInputException;
import io.plumbline.console.prompt.MessageRows;
import io.plumbline.console.prompt.MessageRows.Row;
import io.plumbline.console.prompt.PromptClient;
import io.plumbline.console.prompt.PromptClient.PromptVersion;
import io.plumbline.console.prompt.VersionDraft;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The playground. Without JavaScript, all variants are run before the page is shown; with it, each variant is a
/// stream of its own.
@Controller
@ConsolePage(
        section = Section.MODELS,
        label = "Playground",
        path = "/playground",
        permission = Permission.INFERENCE_CALL,
        order = 30,
        docs = "guides/prompts-and-datasets.md")
class PlaygroundPages {

    private static final int MOST = 500;
    private static final String VIEW = "console/playground/playground";
    private static final String UNKNOWN = "must be NAME@VERSION of a prompt that you can see";
    private static final JsonMapper JSON = new JsonMapper();

    private final PromptClient prompts;
    private final DatasetClient datasets;
    private final TargetClient targets;
    private final PlaygroundCalls calls;
    private final VersionDraft versionDraft;
    private final RecordDraft recordDraft;
    private final Parts parts;

    PlaygroundPages(
            PromptClient prompts,
            DatasetClient datasets,
            TargetClient targets,
            PlaygroundCalls calls,
            VersionDraft versionDraft,
            RecordDraft recordDraft,
            Parts parts) {
        this.prompts = prompts;
        this.datasets = datasets;
        this.targets = targets;
        this.calls = calls;
        this.versionDraft = versionDraft;
        this.recordDraft = recordDraft;
        this.parts = parts;
    }

    /// @param prompt `NAME@VERSION` to load; empty for free messages
    /// @param target the target of the first variant
    @GetMapping("/playground")
    @RequiresPermission(Permission.INFERENCE_CALL)
    ModelAndView open(@RequestParam(defaultValue = "") String prompt, @RequestParam(defaultValue = "") String target) {
        PromptVersion version = version(prompt).orElse(null);
        List<Row> rows = version == null ? List.of(new Row("system", ""), new Row("user", "")) : rows(version);
        JsonNode parameters = version == null ? null : version.parameters();
        PlaygroundVariant first =
                new PlaygroundVariant(target, text(parameters, "temperature"), text(parameters, "max_tokens"), "");
        PlaygroundForm form =
                new PlaygroundForm(version == null ? "" : prompt, List.copyOf(rows), List.of(first), null, null, null);
        Map<String, Object> model = page(form, Map.of());
        if (version == null && !prompt.isBlank()) {
            model.put("errors", FormErrors.at("prompt", UNKNOWN));
        }
        return new ModelAndView(VIEW, model);
    }

    private static String text(@Nullable JsonNode parameters, String name) {
        return parameters == null ? "" : parameters.path(name).asString("");
    }

    /// Runs all variants, or changes the rows of the form.
    @PostMapping("/playground")
    @RequiresPermission(Permission.INFERENCE_CALL)
    ModelAndView run(
            PlaygroundForm form,
            @RequestParam(required = false) @Nullable String edit,
            @RequestParam Map<String, String> parameters) {
        if (edit != null) {
            return new ModelAndView(VIEW, page(form.edited(edit), parameters));
        }
        Map<String, Object> model = page(form, parameters);
        try {
            List<ObjectNode> requests = new ArrayList<>();
            for (int i = 0; i < form.presentVariants().size(); i++) {
                requests.add(form.request(i, rendered(form, i, parameters)));
            }
            List<Parts.Loading<VariantAnswer>> running = requests.stream()
                    .map(request -> parts.load(() -> calls.call(request, null)))
                    .toList();
            model.put(
                    "answers",
                    running.stream()
                            .map(Parts.Loading::get)
                            .map(LoadedPart::value)
                            .toList());
            return new ModelAndView(VIEW, model);
        } catch (InvalidInputException e) {
            return Submission.again(VIEW, model, e.errors());
        }
    }

    /// Runs one variant and streams its answer as JSON lines: `{"text"}` for more text, `{"answer"}` at the end.
    @PostMapping("/playground/stream")
    @RequiresPermission(Permission.INFERENCE_CALL)
    void stream(
            PlaygroundForm form,
            @RequestParam int variant,
            @RequestParam Map<String, String> parameters,
            HttpServletResponse response)
            throws IOException {
        response.setContentType("application/x-ndjson");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        VariantAnswer answer;
        try {
            ObjectNode request = form.request(variant, rendered(form, variant, parameters));
            answer = calls.call(request, more -> write(Map.of("text", more), response));
        } catch (InvalidInputException e) {
            answer = new VariantAnswer("", problemOf(e.errors()), List.of(), null);
        }
        write(Map.of("answer", answer), response);
    }

    private static void write(Map<String, ?> event, HttpServletResponse response) throws IOException {
        response.getOutputStream().write((JSON.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }

    private static String problemOf(FormErrors errors) {
        return Stream.concat(
                        Stream.of(Objects.requireNonNullElse(errors.detail(), "")),
                        errors.fields().entrySet().stream()
                                .map(field -> field.getKey().replaceFirst("^.*\\.", "") + " " + field.getValue() + "."))
                .filter(text -> !text.isEmpty())
                .reduce((a, b) -> a + " " + b)
                .orElse("Check the form.");
    }

    /// Opens the form of a new version of a prompt, with the messages and the variant's parameters.
    @PostMapping("/playground/version")
    @RequiresPermission(Permission.PROMPT_WRITE)
    ModelAndView saveVersion(
            PlaygroundForm form, @RequestParam int variant, @RequestParam Map<String, String> parameters) {
        String name = Objects.requireNonNullElse(form.saveTo(), "");
        if (name.isBlank()) {
            return Submission.again(VIEW, page(form, parameters), FormErrors.at("saveTo", "is required"));
        }
        try {
            PlaygroundForm.Text text = text(form, variant);
            return versionDraft.open(name, text.rows(), text.schema(), form.parameters(variant));
        } catch (InvalidInputException e) {
            return Submission.again(VIEW, page(form, parameters), e.errors());
        }
    }

    /// Opens the form of a new record of a dataset, with the question and the variant's answer.
    @PostMapping("/playground/record")
    @RequiresPermission(Permission.DATASET_WRITE)
    ModelAndView saveRecord(
            PlaygroundForm form, @RequestParam int variant, @RequestParam Map<String, String> parameters) {
        String name = Objects.requireNonNullElse(form.dataset(), "");
        if (name.isBlank()) {
            return Submission.again(VIEW, page(form, parameters), FormErrors.at("dataset", "is required"));
        }
        try {
            Map<String, String> values =
                    PlaygroundForm.values(text(form, variant).schema(), parameters);
            return recordDraft.open(
                    name, form.question(values, rendered(form, variant, parameters)), form.answer(variant));
        } catch (InvalidInputException e) {
            return Submission.again(VIEW, page(form, parameters), e.errors());
        }
    }

    private ArrayNode rendered(PlaygroundForm form, int variant, Map<String, String> parameters)
            throws InvalidInputException {
        PlaygroundForm.Text text = text(form, variant);
        return PlaygroundForm.rendered(text, PlaygroundForm.values(text.schema(), parameters));
    }

    private PlaygroundForm.Text text(PlaygroundForm form, int variant) throws InvalidInputException {
        String prompt = form.presentVariants().get(variant).promptOrNone();
        if (prompt.isEmpty()) {
            return ofPage(form);
        }
        return version(prompt)
                .map(PlaygroundPages::ofVersion)
                .orElseThrow(
                        () -> new InvalidInputException(FormErrors.at("variants." + variant + ".prompt", UNKNOWN)));
    }

    private PlaygroundForm.Text ofPage(PlaygroundForm form) {
        JsonNode known =
                version(form.promptOrNone()).map(PromptVersion::variables).orElse(null);
        return new PlaygroundForm.Text(form.rows(), form.schema(known));
    }

    private static PlaygroundForm.Text ofVersion(PromptVersion version) {
        return new PlaygroundForm.Text(rows(version), version.variables());
    }

    private static List<Row> rows(PromptVersion version) {
        return version.messages().stream()
                .map(message -> new Row(message.role(), message.content()))
                .toList();
    }

    /// Returns the values of the variables of all texts on the page.
    private Map<String, String> values(PlaygroundForm form, Map<String, String> parameters) {
        Map<String, String> values =
                new LinkedHashMap<>(PlaygroundForm.values(ofPage(form).schema(), parameters));
        form.presentVariants().stream()
                .map(PlaygroundVariant::promptOrNone)
                .filter(prompt -> !prompt.isEmpty())
                .distinct()
                .flatMap(prompt -> version(prompt).stream())
                .forEach(version ->
                        PlaygroundForm.values(version.variables(), parameters).forEach(values::putIfAbsent));
        return values;
    }

    private Optional<PromptVersion> version(String reference) {
        int at = reference.indexOf('@');
        if (at <= 0 || !reference.substring(at + 1).matches("[1-9][0-9]{0,8}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(reference.substring(at + 1));
        return Optional.ofNullable(Parts.now(() -> prompts.version(reference.substring(0, at), number))
                .value());
    }

    private Map<String, Object> page(PlaygroundForm form, Map<String, String> parameters) {
        Parts.Loading<TargetClient.Targets> known = parts.load(targets::list);
        Parts.Loading<List<Asset>> allPrompts = parts.load(versionDraft::prompts);
        Parts.Loading<List<DatasetClient.Dataset>> allDatasets =
                parts.load(() -> datasets.list(MOST, null).items());
        Map<String, Object> model = new HashMap<>();
        model.put("form", form);
        model.put("rows", form.rows());
        model.put("roles", MessageRows.ROLES);
        model.put("variants", form.presentVariants());
        model.put("mayAddVariant", form.presentVariants().size() < PlaygroundForm.MOST_VARIANTS);
        model.put("values", values(form, parameters));
        model.put("answers", Arrays.asList(new VariantAnswer[PlaygroundForm.MOST_VARIANTS]));
        TargetClient.Targets found = known.get().value();
        model.put("targets", found == null ? List.of() : found.data());
        List<Asset> prompts = Objects.requireNonNullElse(allPrompts.get().value(), List.of());
        model.put("references", references(prompts));
        model.put(
                "writablePrompts",
                prompts.stream()
                        .filter(prompt -> Callers.current().may(Permission.PROMPT_WRITE, prompt.team()))
                        .map(Asset::name)
                        .toList());
        model.put("saveTo", form.saveTo() == null ? form.promptName() : form.saveTo());
        model.put(
                "writableDatasets",
                Objects.requireNonNullElse(allDatasets.get().value(), List.<DatasetClient.Dataset>of()).stream()
                        .filter(dataset -> dataset.newestVersion() > 0)
                        .filter(dataset -> Callers.current().may(Permission.DATASET_WRITE, dataset.team()))
                        .map(DatasetClient.Dataset::name)
                        .toList());
        return model;
    }

    /// Returns the newest and the production version of each prompt as `NAME@VERSION`.
    private static List<String> references(List<Asset> prompts) {
        return prompts.stream()
                .flatMap(prompt -> {
                    int newest = prompt.newestVersion();
                    Integer production = prompt.production();
                    return IntStream.of(newest, production == null ? newest : production)
                            .filter(version -> version > 0)
                            .distinct()
                            .mapToObj(version -> prompt.name() + "@" + version);
                })
                .toList();
    }
}
