package io.plumbline.standalone.apply;

import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.Multipart;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.api.Waiting;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.FileNotFoundException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// The documents of a knowledge base, and what becomes of them. A file is uploaded if its digest differs from that of
/// the newest version, so the same files twice upload nothing.
///
/// @param steps by id of the document, in order
/// @param unchanged number of documents that are left alone, without those in `steps`
record KnowledgePlan(Manifest manifest, List<Step> steps, int unchanged) {

    private static final Duration BUSY_LIMIT = Duration.ofSeconds(60);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Set<String> NOTED = Set.of("REJECTED", "QUARANTINED", "FAILED");

    /// What becomes of a document.
    enum Outcome {
        CREATED,
        CHANGED,
        DELETED,
        /// Unchanged, but searches do not find its newest version.
        NOTED
    }

    /// @param note the state of the newest version and its reason; empty for none
    record Step(String id, Outcome outcome, String note) {}

    /// @param isNew whether the knowledge base does not exist yet
    static KnowledgePlan of(Api service, Manifest manifest, boolean isNew) {
        KnowledgeFiles declared = manifest.files();
        if (declared.isNone()) {
            return new KnowledgePlan(manifest, List.of(), 0);
        }
        Map<String, JsonNode> present = isNew ? Map.of() : present(service, manifest);
        List<Step> steps = new ArrayList<>();
        declared.files().forEach((id, file) -> {
            JsonNode document = present.get(id);
            if (document == null) {
                steps.add(new Step(id, Outcome.CREATED, ""));
            } else if (!document.at("/newest/file/digest").asString("").equals(file.digest())) {
                steps.add(new Step(id, Outcome.CHANGED, ""));
            } else if (NOTED.contains(document.at("/newest/state").asString(""))) {
                steps.add(new Step(id, Outcome.NOTED, note(document)));
            }
        });
        int unchanged = declared.files().size() - steps.size();
        if (declared.prune()) {
            present.keySet().stream()
                    .filter(id -> !declared.files().containsKey(id))
                    .forEach(id -> steps.add(new Step(id, Outcome.DELETED, "")));
        }
        return new KnowledgePlan(manifest, List.copyOf(steps), unchanged);
    }

    private static String note(JsonNode document) {
        String reason = document.at("/newest/reason").asString("");
        return document.at("/newest/state").asString("") + (reason.isEmpty() ? "" : ", " + reason);
    }

    private static Map<String, JsonNode> present(Api service, Manifest manifest) {
        Map<String, JsonNode> present = new LinkedHashMap<>();
        String cursor = "";
        do {
            String path = path(manifest) + "?limit=500" + cursor;
            JsonNode page = sent(manifest, () -> service.get(path), 200).body();
            page.path("items")
                    .forEach(document -> present.put(document.path("id").asString(""), document));
            String next = page.path("nextCursor").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        } while (!cursor.isEmpty());
        return present;
    }

    /// Uploads and deletes.
    void store(Api service) {
        for (Step step : steps) {
            switch (step.outcome()) {
                case CREATED, CHANGED -> upload(service, step.id());
                case DELETED -> sent(manifest, () -> service.delete(path(manifest) + "/" + step.id()), 204, 404);
                case NOTED -> {
                    // The file is stored already.
                }
            }
        }
    }

    private void upload(Api service, String id) {
        KnowledgeFiles.Local file = manifest.files().files().get(id);
        if (file == null) {
            throw new IllegalStateException("no file of " + id);
        }
        sent(
                manifest,
                () -> Waiting.settled(
                        BUSY_LIMIT, () -> posted(service, id, file), answer -> !answer.is(TOO_MANY_REQUESTS)),
                202);
    }

    private Answer posted(Api service, String id, KnowledgeFiles.Local file) {
        try {
            return service.post(
                    path(manifest),
                    new Multipart().field("id", id),
                    "file",
                    String.valueOf(file.path().getFileName()),
                    file.path());
        } catch (FileNotFoundException e) {
            throw new CannotContinue("%s: %s was deleted meanwhile.".formatted(manifest.origin(), file.path()), e);
        }
    }

    private static String path(Manifest manifest) {
        return manifest.path() + "/documents";
    }

    private static Answer sent(Manifest manifest, Supplier<Answer> call, int... statuses) {
        try {
            return call.get().expect(statuses);
        } catch (StoryBroke e) {
            throw new CannotContinue(manifest.origin() + ": " + e.getMessage(), e);
        }
    }
}
